import Synchronization
import Threads

/// What callers hand to the thread of a ``CurlRESTClient``.
final class RESTInbox: Sendable {
    /// Wakes that thread.
    let wake = WakeDescriptor()
    private let state = Mutex(Work())
    /// Stays readable once the thread has ended.
    private let end = WakeDescriptor()

    /// What has come in since the thread looked last.
    struct Work: Sendable {
        /// Transfers to begin.
        var submitted: [RESTTransfer] = []
        /// Transfers that nobody waits for any more.
        var dropped: [RESTTransfer] = []
        /// Whether the client was closed.
        var isClosed = false
    }

    /// Hands over a transfer to begin; false if the client was closed.
    func submit(_ transfer: RESTTransfer) -> Bool {
        let isOpen = state.withLock { work in
            guard !work.isClosed else { return false }
            work.submitted.append(transfer)
            return true
        }
        if isOpen { wake.wake() }
        return isOpen
    }

    /// Hands over a transfer to give up.
    func drop(_ transfer: RESTTransfer) {
        state.withLock { $0.dropped.append(transfer) }
        wake.wake()
    }

    /// Closes the client.
    func close() {
        state.withLock { $0.isClosed = true }
        wake.wake()
    }

    /// Notes that the thread has ended.
    func noteEnd() {
        end.wake()
    }

    /// Waits until the thread has ended.
    func awaitEnd() {
        _ = Readiness.wait(socket: nil, wantsWriting: false, wake: end.descriptor, until: nil)
    }

    /// Takes what has come in.
    func take() -> Work {
        wake.clear()
        return state.withLock { work in
            let taken = work
            work = Work(isClosed: taken.isClosed)
            return taken
        }
    }
}
