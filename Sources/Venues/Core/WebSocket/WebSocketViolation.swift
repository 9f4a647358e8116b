/// How a peer broke the WebSocket protocol (RFC 6455).
///
/// The connection ends: send a close frame with ``closeCode`` and drop it.
public enum WebSocketViolation: Error, Sendable, Equatable {
    /// A reserved bit is set, but no extension was agreed (section 5.2).
    case reservedBits
    /// The opcode is reserved (section 5.2).
    case reservedOpcode(UInt8)
    /// A server's frame is masked (section 5.1).
    case masked
    /// A client's frame is not masked (section 5.1).
    case unmasked
    /// A control frame is a fragment (section 5.5).
    case fragmentedControlFrame
    /// A control frame's payload is longer than 125 bytes (section 5.5).
    case longControlFrame
    /// The payload length is written with more bytes than it needs (section 5.2).
    case paddedLength
    /// The top bit of a 64-bit payload length is set (section 5.2).
    case negativeLength
    /// A continuation frame, but no message has begun (section 5.4).
    case nothingToContinue
    /// A new message before the last fragment of the one that has begun (section 5.4).
    case unfinishedMessage
    /// A text message is not UTF-8 (section 8.1).
    case invalidText
    /// A close frame's payload is too short for a code (section 5.5.1).
    case truncatedCloseCode
    /// A close frame's code may not be sent (section 7.4).
    case invalidCloseCode(UInt16)
    /// A close frame's reason is not UTF-8 (section 5.5.1).
    case invalidCloseReason
    /// A message is longer than the given limit (section 10.4).
    case messageTooLong(limit: Int)

    /// The code for the close frame that answers the violation (section 7.4.1).
    public var closeCode: UInt16 {
        switch self {
        case .invalidText, .invalidCloseReason: WebSocketCloseCode.invalidData
        case .messageTooLong: WebSocketCloseCode.messageTooBig
        case .reservedBits, .reservedOpcode, .masked, .unmasked, .fragmentedControlFrame, .longControlFrame,
            .paddedLength, .negativeLength, .nothingToContinue, .unfinishedMessage, .truncatedCloseCode,
            .invalidCloseCode:
            WebSocketCloseCode.protocolError
        }
    }

    /// One sentence for a person and for the reason of the close frame, so at most 123 bytes.
    public var message: String {
        switch self {
        case .reservedBits: "a frame uses a WebSocket extension that was not agreed"
        case .reservedOpcode(let opcode): "a frame has the reserved opcode \(opcode)"
        case .masked: "a frame of the server is masked"
        case .unmasked: "a frame of the client is not masked"
        case .fragmentedControlFrame: "a control frame is fragmented"
        case .longControlFrame: "a control frame is longer than 125 bytes"
        case .paddedLength: "a frame's length is written with more bytes than it needs"
        case .negativeLength: "a frame's 64-bit length has its top bit set"
        case .nothingToContinue: "a continuation frame comes without a message to continue"
        case .unfinishedMessage: "a message begins before the one before it has ended"
        case .invalidText: "a text message is not UTF-8"
        case .truncatedCloseCode: "a close frame has half a code"
        case .invalidCloseCode(let code): "a close frame has the code \(code), which may not be sent"
        case .invalidCloseReason: "a close frame's reason is not UTF-8"
        case .messageTooLong(let limit): "a message is longer than the limit of \(limit) bytes"
        }
    }
}
