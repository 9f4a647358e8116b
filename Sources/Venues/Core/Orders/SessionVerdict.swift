public import Books

/// What a session finds out about its connection, for its ``ExecutionMachine`` to act on.
public enum SessionVerdict: Sendable, Hashable {
    /// The private stream is up: orders may be sent.
    case ready
    /// The private stream has to be subscribed anew, over the same connection.
    case unready
    /// The connection is of no use any more.
    case lost(DownReason)
    /// The venue will end the connection soon: another is to be made as soon as nothing is under way.
    case ending
    /// The venue wants no request before then.
    case barred(until: MonotonicTime)
    /// The venue refuses our key, in these words.
    case refused(String)
}
