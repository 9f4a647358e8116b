import Books

/// Effects that are under way to their clients for a while; those to one client arrive in the order of their sending.
struct LateEffects: Sendable {
    private var queue: [Entry] = []

    private struct Entry: Sendable {
        let effect: ExchangeEffect
        let client: ConnectionID
        let due: MonotonicTime
    }

    /// Whether nothing is under way.
    var isEmpty: Bool { queue.isEmpty }

    /// When the first one arrives.
    var due: MonotonicTime? { queue.map(\.due).min() }

    /// Whether something is under way to a client.
    func isUnderWay(to client: ConnectionID) -> Bool {
        queue.contains { $0.client == client }
    }

    /// Sends an effect off, to arrive at `due`, but not before those sent to the same client earlier.
    mutating func send(_ effect: ExchangeEffect, to client: ConnectionID, due: MonotonicTime) {
        let earlier = queue.last { $0.client == client }?.due ?? due
        queue.append(Entry(effect: effect, client: client, due: max(due, earlier)))
    }

    /// Takes out what has arrived.
    mutating func arrived(at now: MonotonicTime) -> [ExchangeEffect] {
        defer { queue.removeAll { $0.due <= now } }
        return queue.compactMap { $0.due <= now ? $0.effect : nil }
    }

    /// Takes out everything: the path is quick again.
    mutating func all() -> [ExchangeEffect] {
        defer { queue.removeAll() }
        return queue.map(\.effect)
    }
}
