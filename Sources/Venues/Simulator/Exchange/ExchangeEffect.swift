public import Venues

/// What a simulated exchange wants done.
public enum ExchangeEffect: Sendable, Equatable {
    /// Finish the WebSocket handshake.
    case accept(ConnectionID)
    /// Answer a request, or refuse an upgrade.
    case answer(ConnectionID, HTTPAnswer)
    /// Send a text message.
    case text(ConnectionID, [UInt8])
    /// Send a ping frame.
    case ping(ConnectionID, [UInt8])
    /// Send a close frame and close the connection.
    case close(ConnectionID, code: UInt16, reason: String)
}
