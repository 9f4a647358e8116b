public import Books

extension JournalEntry {
    /// The orders that it is about.
    public var orders: [ClientOrderID] {
        switch self {
        case .intent(let intent): [intent.request.id]
        case .evidence(_, let id, _), .sealed(_, let id): [id]
        case .denied(let request, _): [request.id]
        case .cancelAsked(let question): [question.id]
        case .fence(let result): [result.id]
        case .alarm(let alarm): [alarm.order]
        case .reconciled(let outcome): outcome.orphans
        case .epoch, .matched, .ended, .mode, .parameter, .limit, .checkpoint, .link, .note, .nonce, .lost, .end: []
        }
    }
}
