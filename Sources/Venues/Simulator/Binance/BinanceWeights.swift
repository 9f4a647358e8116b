import Books

/// Counts the weight of REST requests in whole minutes.
///
/// All connections count together: the limit is by address, and everything here comes from this machine.
struct BinanceWeights: Sendable {
    /// The weight that one minute admits.
    static let limit = 6_000

    private var minute: Int64 = 0
    private(set) var used = 0

    /// Counts a request; the seconds to wait if it is one too many.
    mutating func charge(_ weight: Int, at now: MonotonicTime) -> Int64? {
        let length = TimeSpan.seconds(60).nanoseconds
        let current = now.nanoseconds / length
        if current != minute {
            minute = current
            used = 0
        }
        guard used + weight <= Self.limit else {
            let left = length - now.nanoseconds % length
            return (left + 999_999_999) / 1_000_000_000
        }
        used += weight
        return nil
    }
}
