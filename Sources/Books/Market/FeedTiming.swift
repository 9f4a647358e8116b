/// How late a venue's messages are, measured by the estimate of its clock.
public struct FeedTiming: Sendable, Equatable {
    /// The venue's clock; a delay is not known better than its error.
    public let clock: ClockEstimate
    /// Half of the latest messages took no longer; nil before any came.
    public let median: TimeSpan?
    /// 99 of 100 of the latest messages took no longer; nil before any came.
    public let percentile99: TimeSpan?

    /// Timing by `clock`, with the quantiles of the latest messages' delays.
    public init(clock: ClockEstimate, median: TimeSpan?, percentile99: TimeSpan?) {
        self.clock = clock
        self.median = median
        self.percentile99 = percentile99
    }
}
