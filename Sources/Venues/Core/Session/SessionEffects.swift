public import Books

/// What a session wants done: market events for the trader, and acts for its driver.
///
/// The driver owns it and reuses it, so that a step allocates nothing; it hands the market events over before it acts.
public struct SessionEffects: Sendable {
    /// An act of the driver.
    public enum Act: Sendable, Equatable {
        /// Open a connection to there, or say after this time that it failed.
        case open(Endpoint, timeout: TimeSpan)
        /// Close the connection, or give up opening it.
        case close
        /// Send this text message.
        case send([UInt8])
        /// Send a ping of that number, whose answer proves that everything sent before it has come.
        case ping(UInt64)
        /// Make this request, and give the answer back under this number.
        case request(RequestNumber, RESTRequest)
        /// Give the connection up: a session's word to its ``FeedMachine``, which turns it into ``close``.
        case disconnect(DownReason)
        /// This connection is going to end, for this reason: open another before that.
        case ending(String)
        /// Write this sentence to the log.
        case note(String)
    }

    /// Market events in order.
    public var market = MarketBatch()
    /// Acts in order.
    public var acts: [Act] = []

    /// No effects yet.
    public init() {}

    /// Forgets all effects and keeps the memory.
    public mutating func removeAll() {
        market.removeAll()
        acts.removeAll(keepingCapacity: true)
    }
}
