import Books
import Strategy

/// A choice that stands in the journal as a word of its own, whatever its name in the program becomes.
protocol JournalWord: CaseIterable {
    /// The word.
    var word: String { get }
}

extension JournalMode: JournalWord {
    var word: String { rawValue }
}

extension OrderSide: JournalWord {
    var word: String {
        switch self {
        case .buy: "buy"
        case .sell: "sell"
        }
    }
}

extension RiskCode: JournalWord {
    var word: String { rawValue }
}

extension LimitName: JournalWord {
    var word: String { rawValue }
}

extension NotStarted: JournalWord {
    var word: String {
        switch self {
        case .gateClosed: "gate_closed"
        case .journal: "journal"
        case .noConnection: "no_connection"
        case .late: "late"
        }
    }
}

extension Ambiguity: JournalWord {
    var word: String {
        switch self {
        case .timeout: "timeout"
        case .disconnect: "disconnect"
        case .venueUnsure: "venue_unsure"
        case .unreadable: "unreadable"
        case .shortWrite: "short_write"
        case .restart: "restart"
        }
    }
}

extension OrderRefusal.Kind: JournalWord {
    var word: String {
        switch self {
        case .insufficientBalance: "insufficient_balance"
        case .minimumNotional: "minimum_notional"
        case .lot: "lot"
        case .tick: "tick"
        case .priceBand: "price_band"
        case .wouldTake: "would_take"
        case .marketClosed: "market_closed"
        case .tooManyOrders: "too_many_orders"
        case .throttled: "throttled"
        case .late: "late"
        case .clock: "clock"
        case .authentication: "authentication"
        case .unknownInstrument: "unknown_instrument"
        case .notFound: "not_found"
        case .other: "other"
        }
    }
}

extension OrderReport.Status: JournalWord {
    var word: String {
        switch self {
        case .new: "new"
        case .partial: "partial"
        case .filled: "filled"
        case .cancelled: "cancelled"
        case .expired: "expired"
        }
    }
}

extension OrderPhase: JournalWord {
    var word: String {
        switch self {
        case .draft: "draft"
        case .denied: "denied"
        case .intent: "intent"
        case .sent: "sent"
        case .unknown: "unknown"
        case .live: "live"
        case .partial: "partial"
        case .cancelling: "cancelling"
        case .filled: "filled"
        case .cancelled: "cancelled"
        case .expired: "expired"
        case .rejected: "rejected"
        case .neverPlaced: "never_placed"
        case .overfilled: "overfilled"
        }
    }
}

extension ParentOrder.Phase: JournalWord {
    static let allCases: [ParentOrder.Phase] = [.planned, .working, .residual, .done, .partDone, .aborted]

    var word: String {
        switch self {
        case .planned: "planned"
        case .working: "working"
        case .residual: "residual"
        case .done: "done"
        case .partDone: "part_done"
        case .aborted: "aborted"
        }
    }
}

extension TimeInForce: JournalWord {
    static let allCases: [TimeInForce] = [.immediateOrCancel, .goodTillCancelled]

    var word: String {
        switch self {
        case .immediateOrCancel: "ioc"
        case .goodTillCancelled: "gtc"
        }
    }
}

extension NotFound: JournalWord {
    static let allCases: [NotFound] = [.beforeFence, .afterFence]

    var word: String {
        switch self {
        case .beforeFence: "before_fence"
        case .afterFence: "after_fence"
        }
    }
}
