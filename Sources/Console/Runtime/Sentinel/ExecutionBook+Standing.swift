import Books
import Strategy

extension ExecutionBook {
    /// The orders that may stand at a venue: all that were to be sent and are not known to have ended.
    var standing: [SentinelOrder] {
        parents.flatMap { parent in
            parent.children.compactMap { child in
                let phase = child.record.phase
                guard phase != .draft, !phase.isClosed else { return nil }
                return SentinelOrder(venue: child.request.venue, id: child.request.id)
            }
        }
    }
}
