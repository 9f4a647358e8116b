import Books
import Synchronization
import TestKit
import Threads
import Venues

/// A venue in memory: it answers the upgrade, speaks WebSocket, and does with each message what the test told it.
///
/// The client's side of it is a ``MemoryPort``.
final class MemoryVenue: Sendable {
    /// What becomes of an attempt to open a stream.
    enum Opening: Sendable {
        /// It comes about.
        case accept
        /// It fails like this.
        case fail(TransportError)
        /// It hangs until its time is over or somebody wakes the thread.
        case hang
    }

    /// What the venue does.
    struct Script: Sendable {
        /// What becomes of the n-th attempt, counted from 1.
        var opening: @Sendable (Int) -> Opening = { _ in .accept }
        /// The bytes that answer the upgrade, if not those that agree to it.
        var answer: [UInt8]?
        /// Whether the stream ends with that answer.
        var hangsUp = false
        /// Texts that come in the same bytes as the answer that agrees.
        var greeting: [String] = []
        /// What is said to a text of the client.
        var reply: @Sendable (String) -> [String] = { _ in [] }
        /// A text that comes again whenever the client reads.
        var flood: String?
    }

    /// What is shared between the test's thread and the client's.
    struct State: ~Copyable {
        var script: Script
        var attempts = 0
        var isOpen = false
        /// Whether the venue ends the stream once the client has read everything.
        var isEnding = false
        /// Whether the upgrade was agreed to; nothing is said before.
        var isUpgraded = false
        var codec = WebSocketCodec(role: .server, maskSeed: 0)
        /// What the client has not read yet.
        var toClient: [UInt8] = []
        /// What the client has sent of a request that is not complete.
        var fromClient: [UInt8] = []
        var heard: [Heard] = []
        var requests: [HTTPRequestHead] = []
    }

    let state: Mutex<State>
    /// Readable when there may be something for the client.
    let arrival = WakeDescriptor()

    init(_ script: Script = Script()) {
        state = Mutex(State(script: script))
    }

    // MARK: - What happened

    /// How often a stream was asked for.
    var attempts: Int { state.withLock { $0.attempts } }
    /// Whether a stream is open.
    var isOpen: Bool { state.withLock { $0.isOpen } }
    /// Whether a stream is open and upgraded.
    var isUpgraded: Bool { state.withLock { $0.isOpen && $0.isUpgraded } }
    /// What the client said, over all streams.
    var heard: [Heard] { state.withLock { $0.heard } }
    /// The upgrades that were asked for.
    var requests: [HTTPRequestHead] { state.withLock { $0.requests } }

    /// The texts that the client sent.
    var texts: [String] {
        heard.compactMap { heard in
            guard case .text(let bytes) = heard else { return nil }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    // MARK: - What the venue does

    /// Changes what it does from now on.
    func rewrite(_ change: (inout Script) -> Void) {
        state.withLock { change(&$0.script) }
    }

    /// Says a text.
    func say(_ text: String) {
        speak { codec, bytes in codec.encode(text: Array(text.utf8), into: &bytes) }
    }

    /// Sends a ping.
    func ping(_ payload: [UInt8]) {
        speak { codec, bytes in codec.encodePing(payload, into: &bytes) }
    }

    /// Closes the conversation with a code and a reason.
    func close(code: UInt16?, reason: String) {
        speak { codec, bytes in codec.encodeClose(code: code, reason: reason, into: &bytes) }
    }

    /// Sends bytes as they are.
    func send(_ bytes: [UInt8]) {
        state.withLock { $0.toClient += bytes }
        arrival.wake()
    }

    /// Ends the stream without a word.
    func hangUp() {
        state.withLock { $0.isEnding = true }
        arrival.wake()
    }

    private func speak(_ encode: (inout WebSocketCodec, inout [UInt8]) -> Void) {
        state.withLock { state in
            guard state.isUpgraded else { return }
            encode(&state.codec, &state.toClient)
        }
        arrival.wake()
    }
}
