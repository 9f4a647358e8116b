public import Books

/// An outage of a venue, from the loss of its connection until its book is live again, over all attempts.
public struct OutageRecord: Sendable, Equatable {
    /// When the connection was lost, or when the first attempt began.
    public let since: MonotonicTime
    /// Why the last attempt or connection ended.
    public internal(set) var reason: DownReason
    /// How many attempts have failed.
    public internal(set) var failures: Int
    /// When the next attempt is due.
    public internal(set) var retryAt: MonotonicTime
}
