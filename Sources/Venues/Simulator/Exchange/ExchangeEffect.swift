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
    /// Send a pong frame.
    case pong(ConnectionID, [UInt8])
    /// Send the head of a text message of so many bytes, and of its bytes only these.
    case partial(ConnectionID, [UInt8], of: Int)
    /// Send a close frame and close the connection.
    case close(ConnectionID, code: UInt16, reason: String)
    /// Close the connection without a close frame.
    case drop(ConnectionID)
    /// Reset the connection: the client gets an error, and bytes under way are lost.
    case reset(ConnectionID)
    /// Send nothing more over the connection, whatever the client does; it stays open until the client ends it.
    case mute(ConnectionID)
    /// Let new connections in like this from now on.
    case door(ExchangeDoor)
}
