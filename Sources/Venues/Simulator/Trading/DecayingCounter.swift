import Books

/// A counter that falls steadily to zero, in hundredths: what a rate limit counts with.
struct DecayingCounter: Sendable, Hashable {
    private let limit: Int64
    private let decay: Int64
    /// Billionths of a hundredth, so that the fall between two calls is exact.
    private var level: Int128 = 0
    private var time: MonotonicTime?

    private static let second: Int128 = 1_000_000_000

    /// A counter that falls by `decay` hundredths a second and refuses to pass `limit`.
    init(limit: Int64, decay: Int64) {
        self.limit = limit
        self.decay = decay
    }

    /// Adds to the counter; false, and nothing added, if it would pass its limit.
    mutating func add(_ count: Int64, at now: MonotonicTime) -> Bool {
        fall(to: now)
        let raised = level + Int128(count) * 100 * Self.second
        guard raised <= Int128(limit) * 100 * Self.second else { return false }
        level = raised
        return true
    }

    /// Adds to the counter, past its limit if need be.
    mutating func charge(_ count: Int64, at now: MonotonicTime) {
        fall(to: now)
        level += Int128(count) * 100 * Self.second
    }

    /// The counter now, in hundredths, rounded down.
    mutating func hundredths(at now: MonotonicTime) -> Int64 {
        fall(to: now)
        return Int64(clamping: level / Self.second)
    }

    private mutating func fall(to now: MonotonicTime) {
        if let time, now > time { level = max(0, level - Int128((now - time).nanoseconds) * Int128(decay)) }
        time = max(time ?? now, now)
    }
}
