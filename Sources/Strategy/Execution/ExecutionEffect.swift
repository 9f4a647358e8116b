public import Books

/// What execution wants done by the tasks around it.
public enum ExecutionEffect: Sendable, Equatable {
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
    /// A match has ended, with what it cost.
    case ended(ParentReport)
    /// Something happened that a person has to see.
    case alarm(ExecutionAlarm)
}

/// A question to a venue about one order.
public struct OrderQuestion: Sendable, Hashable {
    /// Which order.
    public let id: ClientOrderID
    /// Which venue.
    public let venue: VenueID
    /// The how manyth question of its kind about this order: the answer's evidence carries it.
    public let number: Int

    /// A question.
    public init(id: ClientOrderID, venue: VenueID, number: Int) {
        self.id = id
        self.venue = venue
        self.number = number
    }
}

/// Something that must not stay unseen.
public enum ExecutionAlarm: Sendable, Hashable {
    /// More has traded than was ordered: nothing more may go to the venue.
    case overfilled(ClientOrderID)
    /// An order that was refused, or never left, is spoken of by its venue.
    case contradiction(ClientOrderID)
    /// The venue told one thing in two ways.
    case conflict(ClientOrderID)
    /// The venue had an order and does not know it any more.
    case vanished(ClientOrderID)
    /// A fill came after the order had ended.
    case lateFill(ClientOrderID, TradeID)
    /// A fill is too large to be booked.
    case notBooked(ClientOrderID, TradeID)
    /// An order with a name of ours that this start of the console did not make.
    case orphan(ClientOrderID)
    /// An order's phase took a step that there is not: the computation of phases is broken.
    case impossibleStep(ClientOrderID, from: OrderPhase, to: OrderPhase)
}
