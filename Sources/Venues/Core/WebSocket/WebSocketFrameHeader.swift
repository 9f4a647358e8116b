/// What stands before a frame's payload (RFC 6455 section 5.2).
struct WebSocketFrameHeader: Sendable {
    /// The longest payload of a control frame (section 5.5).
    static let maximumControlBytes = 125

    /// Whether it is the last fragment of its message.
    let isFinal: Bool
    /// What the frame is.
    let opcode: WebSocketOpcode
    /// The mask, its first byte on the wire in the lowest bits; `nil` from a server.
    let mask: UInt32?
    /// The length of the payload, below 2 to the power of 63 and not yet held against any limit.
    let payloadBytes: UInt64

    /// The length of the header itself.
    var byteCount: Int {
        2 + (payloadBytes < 126 ? 0 : payloadBytes <= 0xFFFF ? 2 : 8) + (mask == nil ? 0 : 4)
    }

    /// Reads the header that `sender` wrote at `start`; `nil` while bytes of it are missing.
    ///
    /// A violation is found with the first byte that shows it, in the order of the bytes, so that the verdict does
    /// not depend on how the stream was cut into reads.
    static func parse(
        _ bytes: Span<UInt8>,
        at start: Int,
        from sender: WebSocketRole
    ) throws(WebSocketViolation) -> WebSocketFrameHeader? {
        let available = bytes.count - start
        guard available >= 2 else { return nil }
        let first = bytes[start]
        let second = bytes[start + 1]
        guard first & 0x70 == 0 else { throw .reservedBits }
        guard let opcode = WebSocketOpcode(rawValue: first & 0x0F) else { throw .reservedOpcode(first & 0x0F) }
        let isFinal = first & 0x80 != 0
        let isMasked = second & 0x80 != 0
        switch sender {
        case .client: guard isMasked else { throw .unmasked }
        case .server: guard !isMasked else { throw .masked }
        }
        let code = second & 0x7F
        if opcode.isControl {
            guard isFinal else { throw .fragmentedControlFrame }
            guard code <= UInt8(maximumControlBytes) else { throw .longControlFrame }
        }
        let lengthBytes = code < 126 ? 0 : code == 126 ? 2 : 8
        guard available >= 2 + lengthBytes else { return nil }
        let payloadBytes = try parseLength(code, bytes, at: start + 2)
        guard available >= 2 + lengthBytes + (isMasked ? 4 : 0) else { return nil }
        return WebSocketFrameHeader(
            isFinal: isFinal,
            opcode: opcode,
            mask: isMasked ? parseMask(bytes, at: start + 2 + lengthBytes) : nil,
            payloadBytes: payloadBytes
        )
    }

    /// Appends the header to `output`.
    func append(to output: inout [UInt8]) {
        output.append((isFinal ? 0x80 : 0) | opcode.rawValue)
        let maskBit: UInt8 = mask == nil ? 0 : 0x80
        switch payloadBytes {
        case 0..<126:
            output.append(maskBit | UInt8(payloadBytes))
        case 126...0xFFFF:
            output.append(maskBit | 126)
            appendBytes(of: payloadBytes, 2, to: &output)
        default:
            output.append(maskBit | 127)
            appendBytes(of: payloadBytes, 8, to: &output)
        }
        if let mask { appendBytes(of: UInt64(mask.byteSwapped), 4, to: &output) }
    }

    /// Appends the lowest `count` bytes of `number`, the highest of them first.
    private func appendBytes(of number: UInt64, _ count: UInt64, to output: inout [UInt8]) {
        for index in (0..<count).reversed() { output.append(UInt8(truncatingIfNeeded: number >> (8 * index))) }
    }

    /// Reads the length that the seven bits of `code` tell or announce at `start`, where its bytes are.
    private static func parseLength(
        _ code: UInt8,
        _ bytes: Span<UInt8>,
        at start: Int
    ) throws(WebSocketViolation) -> UInt64 {
        switch code {
        case 127:
            var length: UInt64 = 0
            for offset in start..<start + 8 { length = length << 8 | UInt64(bytes[offset]) }
            guard length >> 63 == 0 else { throw .negativeLength }
            guard length > 0xFFFF else { throw .paddedLength }
            return length
        case 126:
            let length = UInt64(bytes[start]) << 8 | UInt64(bytes[start + 1])
            guard length > 125 else { throw .paddedLength }
            return length
        default:
            return UInt64(code)
        }
    }

    private static func parseMask(_ bytes: Span<UInt8>, at start: Int) -> UInt32 {
        UInt32(bytes[start]) | UInt32(bytes[start + 1]) << 8 | UInt32(bytes[start + 2]) << 16
            | UInt32(bytes[start + 3]) << 24
    }
}
