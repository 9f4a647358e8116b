/// What reaches a simulated exchange.
public enum ExchangeInput: Sendable, Equatable {
    /// A client asks for a WebSocket at this path and query.
    case upgrade(ConnectionID, target: String)
    /// A client sent a request that is not for a WebSocket; it waits for one answer.
    case request(ConnectionID, ExchangeRequest)
    /// A text message came over a WebSocket.
    case text(ConnectionID, [UInt8])
    /// A ping came over a WebSocket.
    case ping(ConnectionID, [UInt8])
    /// A pong came over a WebSocket.
    case pong(ConnectionID, [UInt8])
    /// The connection is gone, whoever closed it.
    case closed(ConnectionID)
    /// Something happened on the played market.
    case market(PlayedEvent)
    /// Something is to go wrong from now on; it takes the place of a fault of the same name.
    case fault(FaultOrder)
    /// A fault is to end; nil ends all of them.
    case faultEnd(FaultKind?)
    /// The exchange's deadline has come.
    case deadlineReached
}
