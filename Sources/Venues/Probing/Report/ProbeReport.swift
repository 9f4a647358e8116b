public import Books

/// What one host has measured.
public struct ProbeReport: Sendable, Hashable {
    /// The version of the form that is written and read.
    public static let version = 1

    /// Where it was measured.
    public let host: HostFacts
    /// When it began.
    public let start: WallTime
    /// How long it took.
    public let length: TimeSpan
    /// How often each question was asked.
    public let every: TimeSpan
    /// All endpoints.
    public let endpoints: [EndpointReport]

    /// A report with all its parts.
    public init(
        host: HostFacts,
        start: WallTime,
        length: TimeSpan,
        every: TimeSpan,
        endpoints: [EndpointReport]
    ) {
        self.host = host
        self.start = start
        self.length = length
        self.every = every
        self.endpoints = endpoints
    }
}
