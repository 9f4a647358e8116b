public import Books

/// One venue's protocol for orders as a machine without IO: commands, messages and answers in, evidence and requests out.
///
/// A session lives through many connections. Its promises, whatever comes in:
/// - the bytes of a new order are made once, and only while the stream is ready and the order has not expired;
/// - only what the venue's list calls definitive is a refusal; all else about an order is an ``Ambiguity``;
/// - whatever is under way when the connection ends is in doubt;
/// - nothing that a venue says can trap.
public protocol ExecutionSession: Sendable {
    /// The console's slot of the venue.
    var venue: VenueID { get }

    /// What is true of the venue at all times.
    var capabilities: ExecutionCapabilities { get }

    /// Where the private stream is opened.
    var endpoint: Endpoint { get }

    /// Whether nothing is under way whose end a new connection would put in doubt.
    var isIdle: Bool { get }

    /// Takes a rare input in.
    mutating func handle(_ input: ExecutionSessionInput, at now: ClockReading, into effects: inout ExecutionEffects)

    /// Takes one whole text message of the private stream in.
    mutating func receive(_ message: Span<UInt8>, at now: ClockReading, into effects: inout ExecutionEffects)

    /// When ``ExecutionSessionInput/deadlineReached`` is due, if nothing else happens before.
    var deadline: MonotonicTime? { get }
}

/// What happens to a session beside messages.
public enum ExecutionSessionInput: Sendable {
    /// A connection was made: show the key and subscribe.
    case connected
    /// The connection is gone: whatever was under way over it is in doubt.
    case disconnected
    /// The answer to the REST request of that number.
    case answer(RequestNumber, Result<HTTPAnswer, TransportError>)
    /// The trader asks for something; ``OrderCommand/reconnect`` is the machine's and never comes here.
    case command(OrderCommand)
    /// The driver has come to the bytes of that new order.
    case departure(ClientOrderID, OrderDeparture)
    /// The session's deadline has come.
    case deadlineReached
}
