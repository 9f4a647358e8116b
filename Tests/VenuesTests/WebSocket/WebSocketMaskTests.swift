import TestKit
import Testing
import Venues

/// Masks over payloads of every alignment.
@Suite("WebSocket codec: masks")
struct WebSocketMaskTests {
    @Test("Every length and every place of a payload in the input is unmasked as the RFC says")
    func everyAlignment() {
        var generator = SplitMix64(seed: 11)
        for length in 0...70 {
            for lead in 0..<8 {
                let payload = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
                let mask = (0..<4).map { _ in UInt8.random(in: 0...255, using: &generator) }
                let before = PlainFrame(opcode: 10, mask: mask, payload: [UInt8](repeating: 9, count: lead))
                let frame = PlainFrame(opcode: 2, mask: mask, payload: payload)
                let heard = WebSocketCodec.hear(before.bytes + frame.bytes, as: .server)
                #expect(heard.last == .binary(payload), "length \(length), after \(lead) bytes")
            }
        }
    }

    @Test("Every length of a payload is masked so that a byte-by-byte reader gets it back")
    func everyLength() {
        var codec = WebSocketCodec(role: .client, maskSeed: 5)
        for length in 0...140 {
            let payload = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 7) }
            var bytes: [UInt8] = [UInt8](repeating: 1, count: length % 9)
            let start = bytes.count
            codec.encode(binary: payload, into: &bytes)
            let heard = PlainReceiver.hear([UInt8](bytes[start...]), as: .server, limit: 1000)
            #expect(heard == [.binary(payload)], "length \(length)")
        }
    }
}
