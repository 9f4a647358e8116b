import Synchronization
import Venues

/// One request on its way and whoever waits for its answer.
///
/// Answer, time-out, cancellation and closing race for the end of a transfer, each on its own thread. One lock
/// decides: whoever comes first resumes the waiting side, nobody else does.
final class RESTTransfer: Sendable {
    /// Who waits.
    typealias Completion = @Sendable (Result<HTTPAnswer, TransportError>) -> Void

    /// What was asked for.
    let request: RESTRequest
    private let state = Mutex(State.fresh)

    private enum State {
        /// Nobody waits yet.
        ///
        /// Can move to: waiting when the caller waits, ended when it was cancelled before.
        case fresh
        /// The caller waits.
        ///
        /// Can move to: ended by whatever comes first.
        case waiting(Completion)
        /// The caller has been told, or is told as soon as it waits.
        case ended
    }

    /// A transfer that nobody waits for yet.
    init(_ request: RESTRequest) {
        self.request = request
    }

    /// Whether its end is decided.
    var hasEnded: Bool {
        state.withLock { if case .ended = $0 { true } else { false } }
    }

    /// Makes `completion` wait; false, and never called, if the transfer was cancelled before.
    func begin(_ completion: @escaping Completion) -> Bool {
        state.withLock { state in
            guard case .fresh = state else { return false }
            state = .waiting(completion)
            return true
        }
    }

    /// Ends the transfer with `result` unless it has ended already.
    func end(_ result: Result<HTTPAnswer, TransportError>) {
        let completion: Completion? = state.withLock { state in
            let before = state
            state = .ended
            return if case .waiting(let completion) = before { completion } else { nil }
        }
        completion?(result)
    }
}
