import TestKit
import Testing
import Venues

/// The closing handshake (RFC 6455 sections 5.5.1 and 7).
@Suite("WebSocket codec: closing")
struct WebSocketCloseTests {
    @Test("Code and reason arrive", arguments: [WebSocketRole.client, .server])
    func codeAndReason(role: WebSocketRole) {
        var codec = WebSocketCodec(role: role, maskSeed: 3)
        var bytes: [UInt8] = []
        codec.encodeClose(code: 4999, reason: "bis später", into: &bytes)
        #expect(WebSocketCodec.hear(bytes, as: role.peer) == [.close(4999, "bis später")])
    }

    @Test("A close without a code arrives as one, and reads as over")
    func withoutCode() {
        var server = WebSocketCodec(role: .server, maskSeed: 0)
        var client = WebSocketCodec(role: .client, maskSeed: 0)
        server.encodeClose(code: nil, into: &client.input)
        let wasOver = client.isInputOver
        let heard = client.hear()
        let isOver = client.isInputOver
        #expect(heard == [.close(nil, "")])
        #expect(!wasOver && isOver)
    }

    @Test("A reason that is too long is cut between two characters")
    func longReason() {
        var codec = WebSocketCodec(role: .server, maskSeed: 0)
        var bytes: [UInt8] = []
        codec.encodeClose(code: 1000, reason: String(repeating: "é", count: 100), into: &bytes)
        #expect(WebSocketCodec.hear(bytes, as: .client) == [.close(1000, String(repeating: "é", count: 61))])
    }

    @Test("Nothing is encoded after a close frame")
    func encodesNothingAfter() {
        var codec = WebSocketCodec(role: .client, maskSeed: 0)
        var bytes: [UInt8] = []
        codec.encodeClose(code: 1000, into: &bytes)
        let isOver = codec.isOutputOver
        let closed = bytes
        codec.encode(text: [1], into: &bytes)
        codec.encode(binary: [1], into: &bytes)
        codec.encodePing(into: &bytes)
        codec.encodePong([], into: &bytes)
        codec.encodeClose(code: 1000, into: &bytes)
        #expect(isOver)
        #expect(bytes == closed)
    }

    @Test("Data after a close frame is ignored and not kept")
    func ignoresDataAfter() {
        var codec = WebSocketCodec(role: .client, maskSeed: 0)
        let text = PlainFrame(opcode: 1, payload: [65]).bytes
        codec.input = text + PlainFrame(opcode: 8, payload: [0x03, 0xE8]).bytes + text
        let heard = codec.hear()
        codec.input += text
        let later = codec.hear()
        let kept = codec.input.count
        #expect(heard == [.text("A"), .close(1000, "")])
        #expect(later.isEmpty)
        #expect(kept == 0)
    }

    @Test("Every code is judged as RFC 6455 section 7.4 has it")
    func codes() {
        let allowed = Set([1000, 1001, 1002, 1003] + (1007...1014) + (3000...4999)).map(UInt16.init)
        var heard: Set<UInt16> = []
        for code in UInt16.min...UInt16.max {
            let frame = PlainFrame(opcode: 8, payload: [UInt8(code >> 8), UInt8(code & 255)])
            let events = WebSocketCodec.hear(frame.bytes, as: .client)
            if events == [.close(code, "")] {
                heard.insert(code)
            } else if events != [.violation(.invalidCloseCode(code))] {
                Issue.record("code \(code) was heard as \(events)")
            }
        }
        #expect(heard == Set(allowed))
    }
}
