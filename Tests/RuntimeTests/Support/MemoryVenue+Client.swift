import Synchronization
import TestKit
import Threads
import Venues

/// What the client's port does to the venue.
extension MemoryVenue {
    /// The client asks for a stream.
    func open() -> Opening {
        state.withLock { state in
            state.attempts += 1
            let opening = state.script.opening(state.attempts)
            guard case .accept = opening else { return opening }
            state.isOpen = true
            state.isEnding = false
            state.isUpgraded = false
            state.toClient = []
            state.fromClient = []
            return opening
        }
    }

    /// The client ends the stream.
    func end() {
        state.withLock { $0.isOpen = false }
    }

    /// The client sends bytes.
    func take(_ bytes: [UInt8]) {
        state.withLock { state in
            state.fromClient += bytes
            if !state.isUpgraded { Self.upgrade(&state) }
            if state.isUpgraded { Self.listen(&state) }
        }
        arrival.wake()
    }

    /// The client reads at most `limit` bytes; nil once the stream has ended.
    func read(limit: Int) -> (bytes: [UInt8], hasMore: Bool)? {
        state.withLock { state in
            if let flood = state.script.flood, state.isUpgraded {
                state.codec.encode(text: Array(flood.utf8), into: &state.toClient)
            }
            let bytes = Array(state.toClient.prefix(limit))
            state.toClient.removeFirst(bytes.count)
            guard !bytes.isEmpty || !state.isEnding else { return nil }
            return (bytes, !state.toClient.isEmpty || state.script.flood != nil)
        }
    }

    /// Whether the stream ends with what the client has just read.
    var hasEnded: Bool {
        state.withLock { $0.isEnding && $0.toClient.isEmpty }
    }

    /// Whether there is something to read, or the end.
    var isReadable: Bool {
        state.withLock { !$0.toClient.isEmpty || $0.isEnding || ($0.script.flood != nil && $0.isUpgraded) }
    }

    private static func upgrade(_ state: inout State) {
        let head: HTTPRequestHead
        do {
            guard let parsed = try HTTPRequestHead.parse(state.fromClient.span) else { return }
            head = parsed
        } catch {
            state.isEnding = true
            return
        }
        state.fromClient.removeFirst(head.byteCount)
        state.requests.append(head)
        if let answer = state.script.answer {
            state.toClient += answer
            state.isEnding = state.script.hangsUp
            return
        }
        switch WebSocketUpgrade(answering: head, digests: PlainDigests()) {
        case .accepted(let bytes):
            state.toClient += bytes
            state.codec = WebSocketCodec(role: .server, maskSeed: 0)
            state.isUpgraded = true
            for text in state.script.greeting { state.codec.encode(text: Array(text.utf8), into: &state.toClient) }
        case .refused(let answer):
            answer.encode(keepsAlive: false, into: &state.toClient)
            state.isEnding = true
        }
    }

    private static func listen(_ state: inout State) {
        state.codec.input += state.fromClient
        state.fromClient = []
        while let heard = state.codec.hearNext() {
            state.heard.append(heard)
            if case .ping = heard { state.codec.encodePong(into: &state.toClient) }
            guard case .text(let bytes) = heard else { continue }
            for reply in state.script.reply(String(decoding: bytes, as: UTF8.self)) {
                state.codec.encode(text: Array(reply.utf8), into: &state.toClient)
            }
        }
    }
}
