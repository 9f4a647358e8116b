public import Books

/// What execution wants done by the tasks around it.
public enum ExecutionEffect: Sendable, Equatable {
    /// A match has begun; what becomes of its children follows.
    case matched(ParentOrder)
    /// Something new was said about an order, by whomever: for the journal.
    case noted(VenueID, ClientOrderID, OrderEvidence)
    /// Write the intent down, and then, never before, send this new order; if it cannot be written down it is not sent.
    case submit(OrderRequest)
    /// Ask for an order's cancellation.
    case cancel(OrderQuestion)
    /// Ask the venue where an order stands.
    case query(OrderQuestion)
    /// Ask the venue for the trades of an order: it has reported more than came.
    case fetchTrades(OrderQuestion)
    /// The gate let an order not through: for the screen and the journal.
    case denied(OrderRequest, [RiskRefusal])
    /// An order stands elsewhere.
    case phaseChanged(ClientOrderID, from: OrderPhase, to: OrderPhase)
    /// A fill was booked for a client's order.
    case executed(QuoteID, OrderFill)
    /// What has become of a client's order.
    case quoteState(QuoteID, QuoteState)
    /// A match has ended, with what it cost; told anew if something of it still trades after that.
    case ended(ParentReport)
    /// Something happened that a person has to see.
    case alarm(ExecutionAlarm)
}
