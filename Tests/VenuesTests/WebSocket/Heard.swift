import Venues

/// What a receiver heard, with the payloads: the codec's events and the twin's in one form.
enum Heard: Equatable {
    case text([UInt8])
    case binary([UInt8])
    case ping([UInt8])
    case pong([UInt8])
    case close(UInt16?, String)
    case violation(WebSocketViolation)

    /// A text message.
    static func text(_ string: String) -> Heard {
        .text([UInt8](string.utf8))
    }

    /// Whether nothing is heard after it.
    var isLast: Bool {
        switch self {
        case .close, .violation: true
        case .text, .binary, .ping, .pong: false
        }
    }
}

extension WebSocketCodec {
    /// The payload of the last event, copied.
    var payload: [UInt8] {
        withPayload { span in span.indices.map { span[$0] } }
    }

    /// Everything that the input says so far.
    mutating func hear() -> [Heard] {
        var heard: [Heard] = []
        while let event = next() {
            switch event {
            case .text: heard.append(.text(payload))
            case .binary: heard.append(.binary(payload))
            case .ping: heard.append(.ping(payload))
            case .pong: heard.append(.pong(payload))
            case .close(let code, let reason): heard.append(.close(code, reason))
            case .violation(let violation): heard.append(.violation(violation))
            }
        }
        return heard
    }

    /// Everything that `bytes` say to a receiver in `role`, arriving in pieces that end at the `cuts`.
    static func hear(
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
