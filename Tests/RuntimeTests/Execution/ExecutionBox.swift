import Books
import Synchronization

/// What an execution client delivered, from whichever thread.
final class ExecutionBox: Sendable {
    private let all = Mutex<[ExecutionEvent]>([])

    func take(_ events: [ExecutionEvent]) {
        all.withLock { $0 += events }
    }

    var events: [ExecutionEvent] { all.withLock { $0 } }

    func evidence(_ id: ClientOrderID) -> [OrderEvidence] {
        events.compactMap { event in
            guard case .evidence(_, id, let evidence) = event else { return nil }
            return evidence
        }
    }

    var isReady: Bool { events.contains { if case .link(_, .ready) = $0 { true } else { false } } }
}
