/// One endpoint as it is reported.
public struct EndpointReport: Sendable, Hashable {
    /// Whose it is.
    public let venue: String
    /// What it is for.
    public let role: String
    /// Host and port.
    public let authority: String
    /// The address that was connected to.
    public let address: String?
    /// Edge or origin, and why.
    public let verdict: EdgeVerdict
    /// All series that were measured.
    public let series: [SeriesReport]
    /// The venue's clock that event times were judged by; nil where none is known.
    public let clock: ClockReport?
    /// All streams that were heard.
    public let streams: [StreamReport]
    /// What failed, each with how often.
    public let failures: [Failure]

    /// A failure and how often it came.
    public struct Failure: Sendable, Hashable {
        /// What failed.
        public let sentence: String
        /// How often.
        public let count: Int

        /// A failure with all its parts.
        public init(sentence: String, count: Int) {
            self.sentence = sentence
            self.count = count
        }
    }

    /// An endpoint with all its parts.
    public init(
        venue: String,
        role: String,
        authority: String,
        address: String?,
        verdict: EdgeVerdict,
        series: [SeriesReport],
        clock: ClockReport?,
        streams: [StreamReport],
        failures: [Failure]
    ) {
        self.venue = venue
        self.role = role
        self.authority = authority
        self.address = address
        self.verdict = verdict
        self.series = series
        self.clock = clock
        self.streams = streams
        self.failures = failures
    }

    /// The series of that kind; nil where it was not measured.
    public func series(_ kind: ProbeSeries) -> SeriesReport? {
        series.first { $0.series == kind }
    }
}
