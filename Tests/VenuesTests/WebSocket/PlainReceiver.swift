import TestKit
import Venues

/// The naive twin of the codec's receiving half: all bytes at once, one rule of RFC 6455 after the other.
enum PlainReceiver {
    /// Everything that `bytes` say to a receiver in `role`.
    static func hear(_ bytes: [UInt8], as role: WebSocketRole, limit: Int) -> [Heard] {
        var rest = bytes
        var heard: [Heard] = []
        var message: (opcode: UInt8, payload: [UInt8])?
        while heard.last?.isLast != true {
            switch frame(&rest, as: role, begun: message.map(\.payload.count), limit: limit) {
            case .missing: return heard
            case .wrong(let violation): heard.append(.violation(violation))
            case .whole(_, 8, let payload): heard.append(close(payload))
            case .whole(_, 9, let payload): heard.append(.ping(payload))
            case .whole(_, 10, let payload): heard.append(.pong(payload))
            case .whole(let isFinal, let opcode, let payload):
                let whole = (message?.opcode ?? opcode, (message?.payload ?? []) + payload)
                message = isFinal ? nil : whole
                if isFinal { heard.append(messageHeard(whole.0, whole.1)) }
            }
        }
        return heard
    }

    private enum Outcome {
        case missing
        case wrong(WebSocketViolation)
        case whole(isFinal: Bool, opcode: UInt8, payload: [UInt8])
    }

    private static func frame(_ rest: inout [UInt8], as role: WebSocketRole, begun: Int?, limit: Int) -> Outcome {
        guard rest.count >= 2 else { return .missing }
        let isFinal = rest[0] >= 128
        let opcode = rest[0] % 16
        let isMasked = rest[1] >= 128
        let short = Int(rest[1] % 128)
        if rest[0] % 128 / 16 != 0 { return .wrong(.reservedBits) }
        if ![0, 1, 2, 8, 9, 10].contains(opcode) { return .wrong(.reservedOpcode(opcode)) }
        if role == .server, !isMasked { return .wrong(.unmasked) }
        if role == .client, isMasked { return .wrong(.masked) }
        if opcode >= 8, !isFinal { return .wrong(.fragmentedControlFrame) }
        if opcode >= 8, short > 125 { return .wrong(.longControlFrame) }
        let lengthBytes = [126: 2, 127: 8][short] ?? 0
        guard rest.count >= 2 + lengthBytes else { return .missing }
        var length = UInt64(short)
        if lengthBytes > 0 { length = rest[2..<2 + lengthBytes].reduce(0) { $0 * 256 + UInt64($1) } }
        if length > UInt64(Int64.max) { return .wrong(.negativeLength) }
        if lengthBytes == 2, length < 126 { return .wrong(.paddedLength) }
        if lengthBytes == 8, length < 65536 { return .wrong(.paddedLength) }
        let maskStart = 2 + lengthBytes
        let start = maskStart + (isMasked ? 4 : 0)
        guard rest.count >= start else { return .missing }
        if opcode == 0, begun == nil { return .wrong(.nothingToContinue) }
        if opcode == 1 || opcode == 2, begun != nil { return .wrong(.unfinishedMessage) }
        if opcode < 8, length + UInt64(begun ?? 0) > UInt64(limit) { return .wrong(.messageTooLong(limit: limit)) }
        let end = start + Int(length)
        guard rest.count >= end else { return .missing }
        let mask = isMasked ? [UInt8](rest[maskStart..<start]) : [0, 0, 0, 0]
        let payload = rest[start..<end].enumerated().map { $1 ^ mask[$0 % 4] }
        rest = [UInt8](rest[end...])
        return .whole(isFinal: isFinal, opcode: opcode, payload: payload)
    }

    private static func messageHeard(_ opcode: UInt8, _ payload: [UInt8]) -> Heard {
        if opcode == 2 { return .binary(payload) }
        return String(validating: payload, as: UTF8.self) == nil ? .violation(.invalidText) : .text(payload)
    }

    private static func close(_ payload: [UInt8]) -> Heard {
        if payload.isEmpty { return .close(nil, "") }
        if payload.count == 1 { return .violation(.truncatedCloseCode) }
        let code = UInt16(payload[0]) * 256 + UInt16(payload[1])
        let registered: [UInt16] = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014]
        if !registered.contains(code), !(3000...4999).contains(code) { return .violation(.invalidCloseCode(code)) }
        guard let reason = String(validating: payload[2...], as: UTF8.self) else {
            return .violation(.invalidCloseReason)
        }
        return .close(code, reason)
    }
}
