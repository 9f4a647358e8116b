import Synchronization
import Transport

/// One connected client, as its thread and the engine share it.
final class Peer: Sendable {
    private let outbox: Outbox
    private let state = Mutex(State())

    private struct State {
        var verdict: Verdict?
        var ending: Ending?
    }

    /// How a connection is to end.
    enum Ending: Sendable {
        /// What is left is sent first.
        case inOrder
        /// By a reset.
        case reset
    }

    /// What the engine decided about a request.
    enum Verdict: Sendable {
        /// It is answered; another request may follow.
        case answered
        /// The connection is a WebSocket now.
        case upgraded
    }

    /// The client behind `outbox`.
    init(_ outbox: Outbox) {
        self.outbox = outbox
    }

    // MARK: - For the engine

    /// Sends bytes; false if the client is gone, or goes because it reads too slowly.
    func send(_ bytes: borrowing [UInt8]) -> Bool {
        outbox.push(bytes)
    }

    /// Tells the client's thread what became of the request.
    func decide(_ verdict: Verdict) {
        state.withLock { $0.verdict = verdict }
        outbox.wakeConnection()
    }

    /// Tells the client's thread to end the connection.
    func end(_ ending: Ending = .inOrder) {
        state.withLock { $0.ending = ending }
        outbox.wakeConnection()
    }

    // MARK: - For the client's thread

    /// How the connection is to be ended; nil while it is not.
    var ending: Ending? { state.withLock(\.ending) }

    /// What became of the request, once.
    func takeVerdict() -> Verdict? {
        state.withLock { $0.verdict.take() }
    }
}
