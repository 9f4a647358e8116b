public import Books

/// What happens to a feed beside the messages of its stream.
public enum FeedInput: Sendable {
    /// The feed is to run.
    case started
    /// The connection that was asked for is there.
    case opened
    /// The connection that was asked for did not come about, or the one that was there broke.
    case failed(TransportError)
    /// The venue closed the connection, with its code and words.
    case closedByVenue(String)
    /// Something came that is no message and answers nothing: a ping, or a pong that nobody asked for.
    case heard
    /// The venue has answered the ping of that number.
    case answered(UInt64)
    /// The answer to the REST request of that number.
    case answer(RequestNumber, Result<HTTPAnswer, TransportError>)
    /// The trader or a person asks for something.
    case command(FeedCommand)
    /// Another connection to the venue has used up this much of its limits.
    case limits(VenueLimits)
    /// Another connection has taken this one's place: give it up without a word about the book.
    case retired
    /// The feed's deadline has come.
    case deadlineReached
}

/// What the trader or a person can ask of a feed.
public enum FeedCommand: Sendable, Equatable {
    /// Fetch the book anew over the connection that is there.
    case resync(ResyncReason)
    /// Give the connection up and make another now.
    case reconnect
}
