import Books

/// How long a prober waits before it connects again: the venue's spacing, doubled after each failure up to a minute.
struct ReconnectPause {
    private let least: TimeSpan
    private var span: TimeSpan
    /// When the next connection may be made.
    private(set) var end = MonotonicTime(nanoseconds: .min)

    private static let most = TimeSpan.seconds(60)
    /// A connection that lasted this long was a good one.
    private static let good = TimeSpan.seconds(30)
    private var begun: MonotonicTime?

    /// No pause yet; later ones are `least` at least.
    init(least: TimeSpan) {
        self.least = min(least, .seconds(1))
        span = self.least
    }

    /// Whether it is over.
    func isOver(at now: MonotonicTime) -> Bool { now >= end }

    /// Notes that a connection is made.
    mutating func begin(at now: MonotonicTime) {
        begun = now
    }

    /// Notes that a connection has ended or failed; the next one comes after the pause and `extra`.
    mutating func rest(from now: MonotonicTime, for extra: TimeSpan) {
        if let begun, now - begun > Self.good { span = least }
        end = now + max(span, extra)
        span = min(TimeSpan(nanoseconds: span.nanoseconds * 2), Self.most)
    }
}
