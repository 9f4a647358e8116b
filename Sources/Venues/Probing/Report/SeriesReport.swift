/// One series of times at an endpoint as it is reported.
public struct SeriesReport: Sendable, Hashable {
    /// What was timed.
    public let series: ProbeSeries
    /// The stream for events; nil for the others.
    public let stream: String?
    /// The times.
    public let distribution: Distribution
    /// The times of first uses, which are not among the others; nil where there are none.
    public let firstUse: Distribution?
    /// The median by which questions left later than meant, by our own machine's fault, in nanoseconds.
    public let lateness: Int64?

    /// A series with all its parts.
    public init(
        _ series: ProbeSeries,
        stream: String? = nil,
        _ distribution: Distribution,
        firstUse: Distribution? = nil,
        lateness: Int64? = nil
    ) {
        self.series = series
        self.stream = stream
        self.distribution = distribution
        self.firstUse = firstUse
        self.lateness = lateness
    }
}
