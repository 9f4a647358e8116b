import TestKit
import Testing
import Venues

/// Random conversations, right and damaged, against the naive twin.
@Suite("WebSocket codec: against its naive twin")
struct WebSocketTwinTests {
    static let roles = [WebSocketRole.client, .server]

    @Test("Every cut of a conversation into two reads, and byte by byte, is heard alike", arguments: roles)
    func everyCut(role: WebSocketRole) {
        for seed in UInt64(1)...6 {
            var generator = SplitMix64(seed: seed)
            let conversation = Conversation(to: role, messages: 5, longest: 150, using: &generator)
            let bytes = conversation.bytes
            for cut in bytes.indices {
                guard WebSocketCodec.hear(bytes, as: role, cutAt: [cut]) != conversation.heard else { continue }
                Issue.record("seed \(seed), cut at \(cut)")
            }
            #expect(WebSocketCodec.hear(bytes, as: role) == conversation.heard, "seed \(seed)")
            #expect(WebSocketCodec.hear(bytes, as: role, cutAt: [Int](bytes.indices)) == conversation.heard)
        }
    }

    @Test("Random conversations in random pieces are heard as they were said", arguments: roles)
    func conversations(role: WebSocketRole) {
        for seed in UInt64(1)...40 {
            var generator = SplitMix64(seed: seed)
            let conversation = Conversation(to: role, messages: 20, longest: 3000, using: &generator)
            let bytes = conversation.bytes
            let cuts = (0..<30).map { _ in Int.random(in: 0...bytes.count, using: &generator) }.sorted()
            #expect(WebSocketCodec.hear(bytes, as: role, cutAt: cuts) == conversation.heard, "seed \(seed)")
            #expect(PlainReceiver.hear(bytes, as: role, limit: 16 << 20) == conversation.heard, "seed \(seed)")
        }
    }

    @Test("What one role encodes, the other and the twin hear", arguments: roles)
    func roundTrips(role: WebSocketRole) {
        for seed in UInt64(1)...40 {
            var generator = SplitMix64(seed: seed)
            let limits = WebSocketLimits(maximumFrameBytes: Int.random(in: 1...400, using: &generator))
            var sender = WebSocketCodec(role: role.peer, limits: limits, maskSeed: seed)
            var bytes: [UInt8] = []
            var said: [Heard] = []
            for _ in 0..<20 {
                let what = Heard.random(longest: 1500, using: &generator)
                sender.say(what, into: &bytes)
                said.append(what)
            }
            sender.encodeClose(code: 1000, reason: "done", into: &bytes)
            said.append(.close(1000, "done"))
            #expect(WebSocketCodec.hear(bytes, as: role) == said, "seed \(seed)")
            #expect(PlainReceiver.hear(bytes, as: role, limit: 16 << 20) == said, "seed \(seed)")
        }
    }

    @Test("Damaged conversations are heard as the twin hears them, and never trap", arguments: roles)
    func damaged(role: WebSocketRole) {
        let limits = WebSocketLimits(maximumMessageBytes: 2000)
        for seed in UInt64(1)...600 {
            var generator = SplitMix64(seed: seed)
            var bytes = Conversation(to: role, messages: 4, longest: 200, using: &generator).bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) { bytes.damage(using: &generator) }
            let twin = PlainReceiver.hear(bytes, as: role, limit: limits.maximumMessageBytes)
            let cuts = (0..<3).map { _ in Int.random(in: 0...bytes.count, using: &generator) }.sorted()
            #expect(WebSocketCodec.hear(bytes, as: role, limits: limits, cutAt: cuts) == twin, "seed \(seed)")
        }
    }

    @Test("Random bytes are heard as the twin hears them, and never trap", arguments: roles)
    func noise(role: WebSocketRole) {
        for seed in UInt64(1)...2000 {
            var generator = SplitMix64(seed: seed)
            // Mostly small bytes with the bits that a frame begins with: pure noise ends in the first frame.
            let bytes = (0..<Int.random(in: 0...80, using: &generator)).map { _ in
                [0x81, 0x01, 0x80, 0x89, 0x88, 0x82, 0x05, 0x7E, 0x00, UInt8.random(in: 0...255, using: &generator)]
                    .randomElement(using: &generator) ?? 0
            }
            let twin = PlainReceiver.hear(bytes, as: role, limit: 60)
            let heard = WebSocketCodec.hear(bytes, as: role, limits: WebSocketLimits(maximumMessageBytes: 60))
            #expect(heard == twin, "seed \(seed)")
        }
    }
}
