public import Books

/// The venue's clock as this host saw it.
public struct ClockReport: Sendable, Hashable {
    /// The endpoint that told it.
    public let source: String
    /// How far off it may be.
    public let error: TimeSpan
    /// How much faster than the host's it goes, in parts of 10^12.
    public let drift: Int64
    /// How far off that may be.
    public let driftError: Int64
    /// The venue's clock less the host's calendar in the end, in nanoseconds.
    public let offset: Int64
    /// How many lines were needed: one each ten minutes, more where a clock was set or bent.
    public let lines: Int

    /// A clock with all its parts.
    public init(source: String, error: TimeSpan, drift: Int64, driftError: Int64, offset: Int64, lines: Int) {
        self.source = source
        self.error = error
        self.drift = drift
        self.driftError = driftError
        self.offset = offset
        self.lines = lines
    }
}
