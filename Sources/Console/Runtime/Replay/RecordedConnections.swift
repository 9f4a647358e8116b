import Venues

/// The connections of one venue as a recording has them, and which of a feed's links is on which.
struct RecordedConnections {
    private struct Connection {
        let number: UInt32
        /// The link that is on it.
        var link: LinkID?
        /// Whether a link was on it and gave it up.
        var isLeft = false
    }

    /// Those that have begun and not ended, in the order of their beginnings.
    private var connections: [Connection] = []

    /// Whether that connection has begun and not ended.
    func knows(_ number: UInt32) -> Bool { connections.contains { $0.number == number } }

    /// The link that is on that connection.
    func link(on number: UInt32) -> LinkID? { connections.first { $0.number == number }?.link }

    /// Whether a link is on a connection.
    func isOn(_ link: LinkID) -> Bool { connections.contains { $0.link == link } }

    /// The link that has been on its connection for longest.
    var oldestLink: LinkID? { connections.lazy.compactMap(\.link).first }

    /// A connection has begun.
    mutating func begin(_ number: UInt32) {
        guard !knows(number) else { return }
        connections.append(Connection(number: number))
    }

    /// A connection has ended; the link that was on it.
    mutating func end(_ number: UInt32) -> LinkID? {
        let link = link(on: number)
        connections.removeAll { $0.number == number }
        return link
    }

    /// Puts a link on the newest free connection; one that was left only if `alsoLeft`.
    ///
    /// Whether there was one.
    mutating func join(_ link: LinkID, alsoLeft: Bool) -> Bool {
        guard let index = connections.lastIndex(where: { $0.link == nil && (alsoLeft || !$0.isLeft) }) else {
            return false
        }
        connections[index].link = link
        connections[index].isLeft = false
        return true
    }

    /// Takes a link off its connection, which may go on without it.
    mutating func leave(_ link: LinkID) {
        for index in connections.indices where connections[index].link == link {
            connections[index].link = nil
            connections[index].isLeft = true
        }
    }
}
