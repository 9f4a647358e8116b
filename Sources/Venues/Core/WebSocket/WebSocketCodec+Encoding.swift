extension WebSocketCodec {
    /// Appends a text message to `output`; `bytes` must be UTF-8.
    ///
    /// Like every other encoder it appends nothing once a close frame has been encoded.
    public mutating func encode(text bytes: Span<UInt8>, into output: inout [UInt8]) {
        encode(.text, bytes, into: &output)
    }

    /// Appends a text message to `output`; `bytes` must be UTF-8.
    public mutating func encode(text bytes: [UInt8], into output: inout [UInt8]) {
        encode(.text, bytes.span, into: &output)
    }

    /// Appends a binary message to `output`.
    public mutating func encode(binary bytes: Span<UInt8>, into output: inout [UInt8]) {
        encode(.binary, bytes, into: &output)
    }

    /// Appends a binary message to `output`.
    public mutating func encode(binary bytes: [UInt8], into output: inout [UInt8]) {
        encode(.binary, bytes.span, into: &output)
    }

    /// Appends a ping with a payload of at most 125 bytes to `output`.
    public mutating func encodePing(_ payload: [UInt8] = [], into output: inout [UInt8]) {
        precondition(payload.count <= WebSocketFrameHeader.maximumControlBytes, "a ping of \(payload.count) bytes")
        encodeFrame(.ping, isFinal: true, payload.span, into: &output)
    }

    /// Appends a pong with a payload of at most 125 bytes to `output`.
    public mutating func encodePong(_ payload: [UInt8], into output: inout [UInt8]) {
        precondition(payload.count <= WebSocketFrameHeader.maximumControlBytes, "a pong of \(payload.count) bytes")
        encodeFrame(.pong, isFinal: true, payload.span, into: &output)
    }

    /// Appends the answer to the ping that ``next()`` has just told of, with its payload, to `output`.
    public mutating func encodePong(into output: inout [UInt8]) {
        let payload = withPayload { span in
            [UInt8](capacity: span.count) { copy in
                for index in span.indices { copy.append(span[index]) }
            }
        }
        encodePong(payload, into: &output)
    }

    /// Appends a close frame to `output`, the last frame that is encoded.
    ///
    /// Without a code the frame says nothing more. A reason is cut to the 123 bytes that fit, between two
    /// characters.
    public mutating func encodeClose(code: UInt16?, reason: String = "", into output: inout [UInt8]) {
        var payload: [UInt8] = []
        if let code {
            precondition(WebSocketCloseCode.maySend(code), "a close frame with the code \(code)")
            payload.append(UInt8(code >> 8))
            payload.append(UInt8(code & 0xFF))
            for character in reason {
                let bytes = character.utf8
                guard payload.count + bytes.count <= WebSocketFrameHeader.maximumControlBytes else { break }
                payload.append(contentsOf: bytes)
            }
        }
        encodeFrame(.close, isFinal: true, payload.span, into: &output)
        isOutputOver = true
    }

    /// Appends a message, in as many frames as the limit of a frame's length asks for.
    private mutating func encode(_ kind: WebSocketOpcode, _ bytes: Span<UInt8>, into output: inout [UInt8]) {
        var opcode = kind
        var start = 0
        while bytes.count - start > limits.maximumFrameBytes {
            let end = start + limits.maximumFrameBytes
            encodeFrame(opcode, isFinal: false, bytes.extracting(start..<end), into: &output)
            opcode = .continuation
            start = end
        }
        encodeFrame(opcode, isFinal: true, bytes.extracting(start..<bytes.count), into: &output)
    }

    private mutating func encodeFrame(
        _ opcode: WebSocketOpcode,
        isFinal: Bool,
        _ bytes: Span<UInt8>,
        into output: inout [UInt8]
    ) {
        guard !isOutputOver else { return }
        let mask = role == .client ? masks.next() : nil
        WebSocketFrameHeader(
            isFinal: isFinal,
            opcode: opcode,
            mask: mask,
            payloadBytes: UInt64(bytes.count)
        ).append(to: &output)
        let start = output.count
        // Unsafe only because a pointer is lent for the copy: the append copies the bytes before the loan ends.
        unsafe bytes.withUnsafeBufferPointer { unsafe output.append(contentsOf: $0) }
        if let mask { WebSocketMask.apply(mask, to: &output, in: start..<output.count) }
    }
}
