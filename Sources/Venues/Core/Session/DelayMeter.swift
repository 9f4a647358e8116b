import Books

/// The delays of the latest messages, for their quantiles.
struct DelayMeter: Sendable {
    /// How many messages count: some seconds of a busy market.
    private static let limit = 512

    private var delays: [Int64] = []
    private var next = 0
    private var sorted: [Int64] = []

    /// Forgets everything: for a clock that was found wrong.
    mutating func removeAll() {
        delays.removeAll(keepingCapacity: true)
        next = 0
    }

    /// Takes the delay of a message in.
    mutating func take(_ delay: TimeSpan) {
        if delays.count < Self.limit {
            delays.append(delay.nanoseconds)
        } else {
            delays[next] = delay.nanoseconds
            next = (next + 1) % Self.limit
        }
    }

    /// The median and the 99th percentile (nearest rank); nil before the first message.
    mutating func quantiles() -> (median: TimeSpan, percentile99: TimeSpan)? {
        guard !delays.isEmpty else { return nil }
        sorted.removeAll(keepingCapacity: true)
        sorted.append(contentsOf: delays)
        sorted.sort()
        let last = sorted.count - 1
        return (
            TimeSpan(nanoseconds: sorted[last / 2]),
            TimeSpan(nanoseconds: sorted[min(last, sorted.count * 99 / 100)])
        )
    }
}
