import Books

/// Counts what one connection sends: five messages a second are allowed, pings and pongs included.
struct BinanceMessageRate: Sendable {
    private static let limit = 5
    private var recent: [MonotonicTime] = []

    /// Counts a message; false if it is one too many within a second.
    mutating func admit(at now: MonotonicTime) -> Bool {
        recent.removeAll { now - $0 >= .seconds(1) }
        guard recent.count < Self.limit else { return false }
        recent.append(now)
        return true
    }
}
