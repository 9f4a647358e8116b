public import Books
public import Strategy

/// One thing that the journal remembers.
///
/// Together they are enough to know after a crash which orders may live, what has traded, and in which mode the console
/// was. What each kind means, and what it looks like in the file, is in `docs/journal.md`.
public enum JournalEntry: Sendable, Equatable {
    /// A start of the console: from here on order names carry its number.
    case epoch(JournalEpoch)
    /// A match was decided: it becomes orders.
    case matched(JournalMatch)
    /// An order shall be sent: its bytes may leave only when this is committed.
    case intent(OrderIntent)
    /// Something was said about an order, by a venue, the transport or ourselves.
    case evidence(VenueID, ClientOrderID, OrderEvidence)
    /// The gate let an order not through, for these reasons.
    case denied(OrderRequest, [RiskRefusal])
    /// An order's cancellation is asked for.
    case cancelAsked(OrderQuestion)
    /// A match has ended, with what it came to.
    case ended(ParentReport)
    /// The console, or its way to one venue, is in another mode.
    case mode(ModeChange)
    /// A parameter of the strategy was changed.
    case parameter(ParameterChange)
    /// A limit of the pre-trade list was changed.
    case limit(LimitChange)
    /// What was found out about an order in doubt.
    case fence(FenceResult)
    /// What the fills have come to so far.
    case checkpoint(LedgerCheckpoint)
    /// The way for orders to a venue is in another state.
    case link(VenueID, OrderLinkState)
    /// Something happened that a person has to see.
    case alarm(ExecutionAlarm)
    /// A person's remark.
    case note(String)
    /// A venue's account was compared with what we know.
    case reconciled(Reconciliation)
    /// Nothing more is to be asked or expected about an order.
    case sealed(VenueID, ClientOrderID)
    /// Numbers below this one may have been used as nonces of a venue's key: the next start begins here.
    case nonce(VenueID, UInt64)
    /// So many entries could not be written before this one.
    case lost(Int)
    /// The console has ended in good order.
    case end(JournalEnd)

    /// Whether it locks the console.
    var isKill: Bool {
        guard case .mode(let change) = self else { return false }
        return change.venue == nil && change.to == .killed
    }

    /// Whether it closes something that the next start would open again without it: the console by a kill, or a venue.
    var isLock: Bool {
        guard case .mode(let change) = self else { return false }
        guard change.venue != nil else { return change.to == .killed }
        return change.to != .run && change.to != .reconciling
    }
}
