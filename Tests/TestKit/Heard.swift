public import Venues

/// What a WebSocket receiver heard, with the payloads, so that whole conversations can be compared.
public enum Heard: Sendable, Equatable {
    /// A whole text message.
    case text([UInt8])
    /// A whole binary message.
    case binary([UInt8])
    /// A ping.
    case ping([UInt8])
    /// A pong.
    case pong([UInt8])
    /// The peer closes, with its code and reason.
    case close(UInt16?, String)
    /// The peer broke the protocol.
    case violation(WebSocketViolation)

    /// A text message.
    public static func text(_ string: String) -> Heard {
        .text([UInt8](string.utf8))
    }

    /// Whether nothing is heard after it.
    public var isLast: Bool {
        switch self {
        case .close, .violation: true
        case .text, .binary, .ping, .pong: false
        }
    }
}

extension WebSocketCodec {
    /// The payload of the last event, copied.
    public var payload: [UInt8] {
        withPayload { span in unsafe span.withUnsafeBufferPointer { unsafe [UInt8]($0) } }
    }

    /// The next thing that the input says, with its payload.
    public mutating func hearNext() -> Heard? {
        switch next() {
        case nil: nil
        case .text: .text(payload)
        case .binary: .binary(payload)
        case .ping: .ping(payload)
        case .pong: .pong(payload)
        case .close(let code, let reason): .close(code, reason)
        case .violation(let violation): .violation(violation)
        }
    }

    /// Everything that the input says so far.
    public mutating func hear() -> [Heard] {
        var heard: [Heard] = []
        while let what = hearNext() { heard.append(what) }
        return heard
    }

    /// Everything that `bytes` say to a receiver in `role`, arriving in pieces that end at the `cuts`.
    public static func hear(
        _ bytes: [UInt8],
        as role: WebSocketRole,
        limits: WebSocketLimits = WebSocketLimits(),
        cutAt cuts: [Int] = []
    ) -> [Heard] {
        var codec = WebSocketCodec(role: role, limits: limits, maskSeed: 0)
        var heard: [Heard] = []
        var start = 0
        for end in cuts + [bytes.count] {
            codec.input.append(contentsOf: bytes[start..<end])
            heard += codec.hear()
            start = end
        }
        return heard
    }
}
