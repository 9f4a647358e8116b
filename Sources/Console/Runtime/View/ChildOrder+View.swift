import Books
import Strategy

extension ChildOrder {
    /// Whether it was handed on and may still trade.
    var isAtVenue: Bool { submittedAt != nil && !record.phase.isClosed }

    /// A few words about it for a person, `canAsk` saying whether its venue can be asked at the moment; nil where its
    /// state says all.
    func note(canAsk: Bool) -> String? {
        if let denial { return denial.rawValue }
        switch record.phase {
        case .rejected: return record.refusal?.text
        case .neverPlaced: return "never placed"
        case .cancelling: return "cancelling (\(cancelCount))"
        case .overfilled: return "OVERFILLED"
        case .unknown: return canAsk ? Self.asked(questionCount) : "asks on reconnect"
        case .cancelled, .expired: return end
        case .draft, .denied, .intent, .sent, .live, .partial, .filled: return nil
        }
    }

    /// How often a venue was asked.
    static func asked(_ count: Int) -> String {
        switch count {
        case 0: "not asked yet"
        case 1: "asked once"
        case 2: "asked twice"
        default: "asked \(count) times"
        }
    }

    /// Who ended an order that was not filled whole; one that nobody cancelled found nothing more at its limit.
    private var end: String {
        switch cancelCause {
        case .person: "by operator"
        case .hold: "by pause"
        case .kill: "by kill"
        case nil where cancelCount > 0: "cancelled in doubt"
        case nil: record.cumulative > .zero ? "rest not taken" : "gone when it arrived"
        }
    }
}
