public import Books

/// Why a venue is down and what is done about it.
public struct Outage: Sendable, Hashable {
    /// The cause in a few words: `connection refused`.
    public var reason: String
    /// When the venue was last heard, or when the first attempt began.
    public var since: WallTime
    /// How long that is ago, by the steady clock.
    public var elapsed: TimeSpan
    /// The number of the next attempt to connect, or of the one that is under way.
    public var attempt: Int
    /// The time until that attempt; nothing while it is under way.
    public var retryIn: TimeSpan?

    /// An outage with all its facts.
    public init(reason: String, since: WallTime, elapsed: TimeSpan, attempt: Int, retryIn: TimeSpan?) {
        self.reason = reason
        self.since = since
        self.elapsed = elapsed
        self.attempt = attempt
        self.retryIn = retryIn
    }
}
