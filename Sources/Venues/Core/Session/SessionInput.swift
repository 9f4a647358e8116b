public import Books

/// What happens to a session beside messages.
public enum SessionInput: Sendable {
    /// A connection was made: subscribe and begin anew.
    case connected
    /// The connection is gone: nothing is requested or sent until the next one.
    case disconnected
    /// The answer to the REST request of that number.
    case answer(RequestNumber, Result<HTTPAnswer, TransportError>)
    /// The trader or a person wants the book fetched anew.
    case resync(ResyncReason)
    /// The venue's clock seems to be another than was measured: measure it again soon.
    case measureClock
    /// The session's deadline has come.
    case deadlineReached
}

/// Numbers the REST requests of one session, so that an answer to an abandoned request is told apart.
public struct RequestNumber: Sendable, Hashable {
    /// Counts from 1 up.
    public let value: UInt64

    /// The number `value`.
    public init(_ value: UInt64) {
        self.value = value
    }
}
