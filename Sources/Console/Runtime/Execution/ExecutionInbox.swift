import Books
import Synchronization
import Threads
import Venues

/// What other threads give an execution client: commands, answers of the REST client, and the word to stop.
final class ExecutionInbox: Sendable {
    /// Readable when something was put in, or the client is to stop.
    let wake = WakeDescriptor()

    private struct Contents {
        var inputs: [ExecutionInput] = []
        var isStopped = false
        var isOpening = false
    }

    private let contents = Mutex(Contents())

    /// Whether the client is to stop.
    var isStopped: Bool { contents.withLock { $0.isStopped } }

    /// Whether a connection is being opened: then only what cannot wait wakes the thread, because a wake begins the
    /// opening anew.
    var isOpening: Bool {
        get { contents.withLock { $0.isOpening } }
        set { contents.withLock { $0.isOpening = newValue } }
    }

    /// Puts an input in.
    func put(_ input: ExecutionInput) {
        let wakes = contents.withLock { contents in
            contents.inputs.append(input)
            return !contents.isOpening || Self.isUrgent(input)
        }
        if wakes { wake.wake() }
    }

    /// Tells the client to stop.
    func stop() {
        contents.withLock { $0.isStopped = true }
        wake.wake()
    }

    /// Takes all inputs out, in order; ask ``isStopped`` after this, not before, or the word to stop may be cleared unseen.
    func take() -> [ExecutionInput] {
        wake.clear()
        return contents.withLock { contents in
            let inputs = contents.inputs
            contents.inputs.removeAll(keepingCapacity: true)
            return inputs
        }
    }

    /// What takes risk away does not wait for a connection, nor do the answers that the next of it waits for.
    ///
    /// A new order
    /// is told at once that it cannot go.
    private static func isUrgent(_ input: ExecutionInput) -> Bool {
        switch input {
        case .command(.cancel), .command(.submit), .command(.deadMansSwitch), .answer: true
        case .command(.query), .command(.fetchTrades), .command(.reconcile), .command(.listOpenOrders),
            .command(.reconnect), .started, .opened, .failed, .closedByVenue, .heard, .departure, .deadlineReached:
            false
        }
    }
}
