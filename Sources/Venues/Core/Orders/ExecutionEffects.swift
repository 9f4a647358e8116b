public import Books

/// What an execution client wants done: events for the trader, and acts for its driver.
///
/// The driver hands the events over before it acts, so that evidence is never younger than what it tells of.
public struct ExecutionEffects: Sendable {
    /// An act of the driver.
    public enum Act: Sendable, Equatable {
        /// Open a connection to there, or say after this time that it failed.
        case open(Endpoint, timeout: TimeSpan)
        /// Close the connection, or give up opening it.
        case close
        /// Send this text message: a cancellation, a question, a subscription.
        case send([UInt8])
        /// Ask the last gate, say what it said (``ExecutionInput/departure(_:_:)``), and only then hand this text message
        /// over. It comes once for an order and never again.
        case sendOrder(ClientOrderID, [UInt8])
        /// Send a ping, whose answer proves that the connection lives.
        case ping
        /// Make this request, and give the answer back under this number.
        case request(RequestNumber, RESTRequest)
        /// Write down that numbers up to this one may be used up, before anything else is done.
        case reserveNonces(UInt64)
    }

    /// Events in order.
    public var events: [ExecutionEvent] = []
    /// Acts in order.
    public var acts: [Act] = []
    /// What a session tells its machine; the machine takes it out.
    public var verdicts: [SessionVerdict] = []

    /// No effects yet.
    public init() {}

    /// Forgets all effects and keeps the memory.
    public mutating func removeAll() {
        events.removeAll(keepingCapacity: true)
        acts.removeAll(keepingCapacity: true)
        verdicts.removeAll(keepingCapacity: true)
    }

    /// Adds a sentence for the person and the log.
    mutating func remark(_ venue: VenueID, _ sentence: String, isWarning: Bool = true) {
        events.append(.remark(venue, sentence, isWarning: isWarning))
    }
}
