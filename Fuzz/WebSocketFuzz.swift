import Venues

// What libFuzzer holds against the WebSocket codec, for any bytes in either role: nothing traps, what is heard does
// not depend on how the bytes were cut into reads, and what was heard can be said again.

/// An event with its payload.
private struct Heard: Equatable {
    let event: WebSocketEvent
    let payload: [UInt8]
}

extension WebSocketCodec {
    /// Appends what the input says so far to `heard`.
    fileprivate mutating func hear(into heard: inout [Heard]) {
        while let event = next() {
            heard.append(Heard(event: event, payload: withPayload { span in span.indices.map { span[$0] } }))
        }
    }

    /// Encodes `heard` again; a violation cannot be said.
    fileprivate mutating func say(_ heard: Heard, into output: inout [UInt8]) {
        switch heard.event {
        case .text: encode(text: heard.payload, into: &output)
        case .binary: encode(binary: heard.payload, into: &output)
        case .ping: encodePing(heard.payload, into: &output)
        case .pong: encodePong(heard.payload, into: &output)
        case .close(let code, let reason): encodeClose(code: code, reason: reason, into: &output)
        case .violation: break
        }
    }
}

private func hear(_ bytes: ArraySlice<UInt8>, as role: WebSocketRole, limit: Int, piece: Int) -> [Heard] {
    var codec = WebSocketCodec(
        role: role,
        limits: WebSocketLimits(maximumMessageBytes: limit),
        maskSeed: 0
    )
    var heard: [Heard] = []
    var rest = bytes
    while !rest.isEmpty {
        codec.input.append(contentsOf: rest.prefix(piece))
        rest = rest.dropFirst(piece)
        codec.hear(into: &heard)
    }
    return heard
}

/// The entry point that libFuzzer calls for each input: role, limit and length of a read, then the stream.
@c(LLVMFuzzerTestOneInput)
public func fuzzWebSocket(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 3 else { return 0 }
    let input = unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
    let role: WebSocketRole = input[0] & 1 == 0 ? .client : .server
    let limit = 1 + Int(input[1]) * 16
    let stream = input[3...]
    let whole = hear(stream, as: role, limit: limit, piece: stream.count)
    let pieces = hear(stream, as: role, limit: limit, piece: 1 + Int(input[2]))
    precondition(whole == pieces, "what is heard depends on the reads")

    var speaker = WebSocketCodec(
        role: role.peer,
        limits: WebSocketLimits(maximumFrameBytes: 1 + Int(input[2])),
        maskSeed: UInt64(input[1])
    )
    var said: [UInt8] = []
    for what in whole { speaker.say(what, into: &said) }
    let sayable = whole.filter { if case .violation = $0.event { false } else { true } }
    precondition(hear(said[...], as: role, limit: limit, piece: 7) == sayable, "what was heard is not said again")
    return 0
}
