/// What the bytes of a WebSocket connection said.
///
/// The payload of the event is read with ``WebSocketCodec/withPayload(_:)`` before the next one is asked for.
public enum WebSocketEvent: Sendable, Equatable {
    /// A whole text message; its payload is valid UTF-8.
    case text
    /// A whole binary message.
    case binary
    /// A ping: answer it with ``WebSocketCodec/encodePong(into:)``.
    case ping
    /// A pong; its payload is that of the ping it answers.
    case pong
    /// The peer closes the connection, with a code unless it gave none; nothing comes after it.
    case close(code: UInt16?, reason: String)
    /// The peer broke the protocol; nothing comes after it.
    case violation(WebSocketViolation)
}
