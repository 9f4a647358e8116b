public import Books

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
