/// What a frame is (RFC 6455 section 5.2).
///
/// The other eleven values are reserved.
enum WebSocketOpcode: UInt8, Sendable {
    /// The next fragment of the message that an earlier frame began.
    case continuation = 0x0
    /// A text message, or its first fragment.
    case text = 0x1
    /// A binary message, or its first fragment.
    case binary = 0x2
    /// The sender closes the connection.
    case close = 0x8
    /// The sender asks for a pong.
    case ping = 0x9
    /// The answer to a ping, or a sign of life nobody asked for.
    case pong = 0xA

    /// Whether it is a control frame: short, never fragmented, allowed between the fragments of a message.
    var isControl: Bool {
        rawValue & 0x8 != 0
    }
}
