public import Books

/// What happens to a venue's execution client.
public enum ExecutionInput: Sendable {
    /// The client is to run.
    case started
    /// The connection that was asked for is there.
    case opened
    /// The connection that was asked for did not come about, or the one that was there broke.
    case failed(TransportError)
    /// The venue closed the connection, with its code and words.
    case closedByVenue(String)
    /// Something came that is no message: a ping, a pong.
    case heard
    /// The answer to the REST request of that number.
    case answer(RequestNumber, Result<HTTPAnswer, TransportError>)
    /// The trader asks for something.
    case command(OrderCommand)
    /// The driver has come to the bytes of that new order.
    case departure(ClientOrderID, OrderDeparture)
    /// The client's deadline has come.
    case deadlineReached
}
