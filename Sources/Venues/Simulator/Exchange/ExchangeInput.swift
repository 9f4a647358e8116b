/// What reaches a simulated exchange.
public enum ExchangeInput: Sendable, Equatable {
    /// A client asks for a WebSocket at this path and query.
    case upgrade(ConnectionID, target: String)
    /// A client sent a request that is not for a WebSocket; it waits for one answer.
    case request(ConnectionID, ExchangeRequest)
    /// A text message came over a WebSocket.
    case text(ConnectionID, [UInt8])
    /// A ping came over a WebSocket and has been answered, as RFC 6455 section 5.5.2 asks.
    case ping(ConnectionID)
    /// A pong came over a WebSocket.
    case pong(ConnectionID, [UInt8])
    /// The connection is gone, whoever closed it.
    case closed(ConnectionID)
    /// Something happened on the played market.
    case market(PlayedEvent)
    /// The exchange's deadline has come.
    case deadlineReached
}
