public import Books

/// What a venue declares about its private connection.
public struct ExecutionCapabilities: Sendable, Equatable {
    /// After how long without anything a sign of life is asked for.
    public let pingAfter: TimeSpan
    /// After how long without anything the connection counts as dead.
    public let deadAfter: TimeSpan
    /// The shortest time between two connection attempts that the venue's limits allow.
    public let connectSpacing: TimeSpan
    /// After how long a connection is replaced, because the venue ends it at a known age; nil where it does not.
    public let renewAfter: TimeSpan?

    /// Capabilities with all their parts.
    public init(pingAfter: TimeSpan, deadAfter: TimeSpan, connectSpacing: TimeSpan, renewAfter: TimeSpan? = nil) {
        self.pingAfter = pingAfter
        self.deadAfter = deadAfter
        self.connectSpacing = connectSpacing
        self.renewAfter = renewAfter
    }
}
