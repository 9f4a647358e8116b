import TestKit
import Testing
import Venues

/// The examples of RFC 6455 section 5.7, and the bytes that our own encoder makes.
@Suite("WebSocket codec: the examples of RFC 6455")
struct WebSocketVectorTests {
    static let maskedHello: [UInt8] = [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]

    @Test("An unmasked text message is heard by a client")
    func unmaskedText() {
        let bytes: [UInt8] = [0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F]
        #expect(WebSocketCodec.hear(bytes, as: .client) == [.text("Hello")])
    }

    @Test("A masked text message is heard by a server")
    func maskedText() {
        #expect(WebSocketCodec.hear(Self.maskedHello, as: .server) == [.text("Hello")])
    }

    @Test("A fragmented message is heard as one")
    func fragmentedText() {
        let bytes: [UInt8] = [0x01, 0x03, 0x48, 0x65, 0x6C, 0x80, 0x02, 0x6C, 0x6F]
        #expect(WebSocketCodec.hear(bytes, as: .client) == [.text("Hello")])
    }

    @Test("A ping and its masked answer are heard with their payload")
    func pingAndPong() {
        let ping: [UInt8] = [0x89, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F]
        let pong: [UInt8] = [0x8A, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]
        #expect(WebSocketCodec.hear(ping, as: .client) == [.ping([UInt8]("Hello".utf8))])
        #expect(WebSocketCodec.hear(pong, as: .server) == [.pong([UInt8]("Hello".utf8))])
    }

    @Test("Binary messages of 256 bytes and of 64 KiB are heard whole")
    func longBinary() {
        let short = (0..<256).map { UInt8($0) }
        let long = (0..<65536).map { UInt8(truncatingIfNeeded: $0) }
        #expect(WebSocketCodec.hear([0x82, 0x7E, 0x01, 0x00] + short, as: .client) == [.binary(short)])
        #expect(WebSocketCodec.hear([0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0] + long, as: .client) == [.binary(long)])
    }

    @Test("A server's frames are the RFC's bytes")
    func serverEncodes() {
        var codec = WebSocketCodec(role: .server, maskSeed: 0)
        var bytes: [UInt8] = []
        codec.encode(text: [UInt8]("Hello".utf8), into: &bytes)
        #expect(bytes == [0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F])
        bytes = []
        codec.encode(binary: [UInt8](repeating: 7, count: 256), into: &bytes)
        #expect(bytes.prefix(5) == [0x82, 0x7E, 0x01, 0x00, 7])
        bytes = []
        codec.encode(binary: [UInt8](repeating: 7, count: 65536).span, into: &bytes)
        #expect(bytes.prefix(11) == [0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0, 7])
    }

    @Test("A message longer than the frame limit goes out as fragments that join to it")
    func serverFragments() {
        var codec = WebSocketCodec(role: .server, limits: WebSocketLimits(maximumFrameBytes: 3), maskSeed: 0)
        var bytes: [UInt8] = []
        codec.encode(text: [UInt8]("Hello".utf8).span, into: &bytes)
        #expect(bytes == [0x01, 0x03, 0x48, 0x65, 0x6C, 0x80, 0x02, 0x6C, 0x6F])
        bytes = []
        codec.encode(binary: [1, 2, 3, 4, 5, 6], into: &bytes)
        #expect(bytes == [0x02, 0x03, 1, 2, 3, 0x80, 0x03, 4, 5, 6])
    }

    @Test(
        "A message is written with the shortest form of its length and heard whole",
        arguments: [WebSocketRole.client, .server],
        [0, 1, 125, 126, 127, 65534, 65535, 65536, 65537]
    )
    func lengths(role: WebSocketRole, length: Int) {
        var codec = WebSocketCodec(role: role, maskSeed: 1)
        let payload = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
        var bytes: [UInt8] = []
        codec.encode(binary: payload, into: &bytes)
        let lengthBytes = length < 126 ? 0 : length < 65536 ? 2 : 8
        #expect(bytes.count == 2 + lengthBytes + (role == .client ? 4 : 0) + length)
        #expect(WebSocketCodec.hear(bytes, as: role.peer) == [.binary(payload)])
    }

    @Test("A client's frames are masked, each with a mask of its own that follows from the seed")
    func clientMasks() {
        func frames(seed: UInt64) -> [[UInt8]] {
            var codec = WebSocketCodec(role: .client, maskSeed: seed)
            return (0..<1000).map { _ in
                var bytes: [UInt8] = []
                codec.encode(text: [UInt8]("Hello".utf8), into: &bytes)
                return bytes
            }
        }
        let first = frames(seed: 1)
        #expect(first.allSatisfy { $0[0] == 0x81 && $0[1] == 0x85 })
        #expect(Set(first.map { $0[2..<6] }).count == 1000)
        #expect(first.allSatisfy { WebSocketCodec.hear($0, as: .server) == [.text("Hello")] })
        #expect(frames(seed: 1) == first)
        #expect(Set(frames(seed: 2)).isDisjoint(with: first))
    }

    @Test("The answer to a ping repeats its payload", arguments: [WebSocketRole.client, .server])
    func answersPing(role: WebSocketRole) {
        let payload = [UInt8](0..<125)
        var peer = WebSocketCodec(role: role.peer, maskSeed: 1)
        var codec = WebSocketCodec(role: role, maskSeed: 2)
        peer.encodePing(payload, into: &codec.input)
        let event = codec.next()
        #expect(event == .ping)
        codec.encodePong(into: &peer.input)
        let heard = peer.hear()
        #expect(heard == [.pong(payload)])
    }
}
