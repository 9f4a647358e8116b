import Books

/// The connections of one venue as a recording has them, for a feed that wants one.
struct RecordedNetwork {
    /// A connection that has begun and not ended.
    private struct Connection {
        let number: UInt32
        /// Whether the feed was on it and gave it up.
        var isLeft = false
    }

    /// The connection that the feed is on.
    private(set) var joined: UInt32?

    private var connections: [Connection] = []
    /// Until when the feed waits for a connection; nil while it wants none.
    private var wantedUntil: MonotonicTime?
    /// When a connection that the feed has left is joined again, because the recording goes on with it.
    private var rejoinAt: MonotonicTime?

    /// Whether the feed waits for a connection.
    var isWanted: Bool { wantedUntil != nil }

    /// Whether the feed is on a connection.
    var isJoined: Bool { joined != nil }

    /// When the feed's wait has to end.
    var deadline: MonotonicTime? {
        guard let wantedUntil else { return nil }
        return rejoinAt.map { min($0, wantedUntil) } ?? wantedUntil
    }

    /// Whether that connection has begun and not ended.
    func knows(_ number: UInt32) -> Bool { connections.contains { $0.number == number } }

    /// A connection has begun.
    mutating func connected(_ number: UInt32) {
        connections.removeAll { $0.number == number }
        connections.append(Connection(number: number))
    }

    /// A connection has ended; whether it had begun.
    mutating func disconnected(_ number: UInt32) -> Bool {
        let wasKnown = knows(number)
        connections.removeAll { $0.number == number }
        if joined == number { joined = nil }
        return wasKnown
    }

    /// The feed wants a connection.
    mutating func want(at now: MonotonicTime, timeout: TimeSpan) {
        wantedUntil = now + timeout
        // The recorded feed may have given it up at the same moment, and say so in the next record.
        rejoinAt = now + .seconds(1)
    }

    /// Puts the feed on the newest connection that it has not left yet, if there is one.
    mutating func joinNew() -> Bool {
        guard let connection = connections.last(where: { !$0.isLeft }) else { return false }
        return join(connection.number)
    }

    /// Puts the feed on the newest connection, also on one that it has left.
    mutating func join() -> Bool {
        guard let connection = connections.last else { return false }
        return join(connection.number)
    }

    /// The feed wants no connection any more: its attempt has failed.
    mutating func gaveUp() {
        wantedUntil = nil
        rejoinAt = nil
    }

    /// The feed has left its connection, which may go on without it.
    mutating func leave() {
        gaveUp()
        for index in connections.indices where connections[index].number == joined { connections[index].isLeft = true }
        joined = nil
    }

    private mutating func join(_ number: UInt32) -> Bool {
        gaveUp()
        joined = number
        for index in connections.indices where connections[index].number == number { connections[index].isLeft = false }
        return true
    }
}
