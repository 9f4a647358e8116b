import Books
import Synchronization
import Threads

/// Where the sentinel's clients put what venues say about orders.
final class SentinelMailbox: Sendable {
    private let wake = WakeDescriptor()
    private let events = Mutex<[(ClientOrderID, OrderEvidence)]>([])

    /// Puts what a client says in; all but evidence means nothing here.
    func put(_ told: [ExecutionEvent]) {
        let evidence = told.compactMap { event in
            if case .evidence(_, let id, let evidence) = event { (id, evidence) } else { nil }
        }
        guard !evidence.isEmpty else { return }
        events.withLock { $0 += evidence }
        wake.wake()
    }

    /// Takes all that waits.
    func take() -> [(ClientOrderID, OrderEvidence)] {
        wake.clear()
        return events.withLock { events in
            let taken = events
            events = []
            return taken
        }
    }

    /// Waits until something was put in, `descriptor` is readable, or `deadline`.
    func wait(for descriptor: Int32, until deadline: MonotonicTime) {
        wake.wait(with: descriptor, until: deadline)
    }
}
