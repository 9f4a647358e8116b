import Books

/// Counts an account's unfilled orders in whole ten seconds and whole days (REST API, "Unfilled order count").
///
/// An order counts one; a trade as taker gives one back, a trade as maker five.
struct BinanceOrderRate: Sendable {
    /// How many ten seconds admit.
    static let tenSecondLimit: Int64 = 50
    /// How many a day admits.
    static let dayLimit: Int64 = 160_000

    /// How many count now, in ten seconds and in the day.
    private(set) var counts: (tenSeconds: Int64, day: Int64) = (0, 0)
    private var windows: (tenSeconds: Int64, day: Int64) = (0, 0)

    /// Counts an order; false, and not counted, if it is one too many.
    mutating func admit(at now: MonotonicTime) -> Bool {
        roll(to: now)
        guard counts.tenSeconds < Self.tenSecondLimit, counts.day < Self.dayLimit else { return false }
        counts.tenSeconds += 1
        counts.day += 1
        return true
    }

    /// Gives some back.
    mutating func giveBack(_ count: Int64, at now: MonotonicTime) {
        roll(to: now)
        counts.tenSeconds = max(0, counts.tenSeconds - count)
        counts.day = max(0, counts.day - count)
    }

    /// How long until the ten seconds are over.
    static func wait(at now: MonotonicTime) -> TimeSpan {
        let length = TimeSpan.seconds(10).nanoseconds
        return TimeSpan(nanoseconds: length - now.nanoseconds % length)
    }

    /// Begins new windows that have come.
    mutating func roll(to now: MonotonicTime) {
        let tenSeconds = now.nanoseconds / TimeSpan.seconds(10).nanoseconds
        let day = now.nanoseconds / TimeSpan.seconds(86_400).nanoseconds
        if tenSeconds != windows.tenSeconds { counts.tenSeconds = 0 }
        if day != windows.day { counts.day = 0 }
        windows = (tenSeconds, day)
    }
}
