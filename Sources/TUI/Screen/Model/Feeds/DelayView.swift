public import Books

/// How long a venue's messages took to arrive lately.
public struct DelayView: Sendable, Hashable {
    /// Half of them took no longer.
    public var median: TimeSpan
    /// 99 of 100 took no longer.
    public var high: TimeSpan

    /// Delays.
    public init(median: TimeSpan, high: TimeSpan) {
        self.median = median
        self.high = high
    }
}
