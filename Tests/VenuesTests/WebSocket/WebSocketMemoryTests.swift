import TestKit
import Testing
import Venues

/// What the codec promises about copies and memory.
@Suite("WebSocket codec: memory")
struct WebSocketMemoryTests {
    @Test("A message in one frame is read where it arrived", arguments: [WebSocketRole.client, .server])
    func readInPlace(role: WebSocketRole) {
        var codec = WebSocketCodec(role: role, maskSeed: 0)
        let payload = [UInt8](repeating: 65, count: 500)
        codec.input = PlainFrame(opcode: 1, payload: payload).sent(by: role.peer)
        let header = codec.input.count - payload.count
        let event = codec.next()
        let offset = codec.withPayload { span in
            unsafe span.withUnsafeBytes { inside in
                unsafe codec.input.withUnsafeBytes { whole in
                    unsafe inside.baseAddress.map { unsafe $0 - (whole.baseAddress ?? $0) }
                }
            }
        }
        #expect(event == .text)
        #expect(offset == header)
    }

    @Test("A payload is gone once the next event has been asked for, whether there was one or not")
    func payloadIsGone() {
        var codec = WebSocketCodec(role: .client, maskSeed: 0)
        codec.input = PlainFrame(isFinal: false, opcode: 2, payload: [1, 2]).bytes + PlainFrame(opcode: 0).bytes
        let joined = codec.hearNext()
        let nothing = codec.next()
        let afterJoined = codec.payload
        codec.input = PlainFrame(opcode: 2, payload: [1, 2, 3]).bytes
        let whole = codec.hearNext()
        codec.input += PlainFrame(reserved: 1, opcode: 2).bytes
        let violation = codec.next()
        let afterViolation = codec.payload
        let nothingMore = codec.next()
        #expect(joined == .binary([1, 2]) && whole == .binary([1, 2, 3]))
        #expect(nothing == nil && violation == .violation(.reservedBits) && nothingMore == nil)
        #expect(afterJoined.isEmpty && afterViolation.isEmpty)
    }

    @Test("The buffer does not grow over 10,000 messages, whatever the reads cut", arguments: [97, 700, 4096, 60_001])
    func noGrowth(bytesPerRead: Int) {
        var codec = WebSocketCodec(role: .client, maskSeed: 0)
        let frame = PlainFrame(opcode: 1, payload: [UInt8](repeating: 65, count: 500)).bytes
        // One more message than a read holds, and over again.
        let stream = (0...bytesPerRead / frame.count).flatMap { _ in frame }
        var place = 0
        var heard = 0
        var settled: Int?
        while heard < 10_000 {
            var missing = bytesPerRead
            while missing > 0 {
                let end = min(place + missing, stream.count)
                codec.input.append(contentsOf: stream[place..<end])
                missing -= end - place
                place = end == stream.count ? 0 : end
            }
            while codec.next() == .text { heard += 1 }
            if heard >= 500, settled == nil { settled = codec.input.capacity }
        }
        let capacity = codec.input.capacity
        #expect(capacity == settled)
        #expect(capacity <= 2 * (bytesPerRead + frame.count))
    }

    @Test("Many messages in one read cost no more each than a few", .timeLimit(.minutes(1)))
    func manyInOneRead() {
        // A million bytes moved for each of these messages would take minutes.
        var codec = WebSocketCodec(role: .client, maskSeed: 0)
        let count = 100_000
        codec.input = [UInt8]((0..<count).map { _ in [0x82, 0x08, 1, 2, 3, 4, 5, 6, 7, 8] as [UInt8] }.joined())
        var heard = 0
        while codec.next() == .binary { heard += 1 }
        let left = codec.input.count
        #expect(heard == count)
        #expect(left == 0)
    }
}
