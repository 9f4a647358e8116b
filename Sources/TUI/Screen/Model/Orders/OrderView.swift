public import Books

/// One child order, from its sending to its end.
public struct OrderView: Sendable, Equatable {
    /// Our number of it, the same as long as the console runs.
    public var identifier: Int64
    /// When it was sent.
    public var time: WallTime
    /// Where.
    public var venue: VenueID
    /// Whether it buys or sells.
    public var side: TradeSide
    /// Its size.
    public var size: Quantity
    /// Its limit.
    public var price: Price
    /// What is known about it.
    public var phase: OrderPhaseView
    /// How much of it is filled, as far as is known; nothing while nobody knows.
    public var filled: Quantity?
    /// The average price of its fills.
    public var average: Price?
    /// By how much that is worse than the price at the decision; negative is better.
    public var slippage: Price?
    /// The time from sending to the venue's acknowledgement.
    public var acknowledgement: TimeSpan?
    /// The time since it became unknown, while it is.
    public var inDoubtFor: TimeSpan?
    /// The number of the parent order that it is a part of.
    public var parent: Int64?
    /// A few words: the venue's reason, or who cancelled it.
    public var note: String?

    /// An order; what is left out is not known or does not apply.
    public init(
        identifier: Int64,
        time: WallTime,
        venue: VenueID,
        side: TradeSide,
        size: Quantity,
        price: Price,
        phase: OrderPhaseView = .sent,
        filled: Quantity? = .zero,
        average: Price? = nil,
        slippage: Price? = nil,
        acknowledgement: TimeSpan? = nil,
        inDoubtFor: TimeSpan? = nil,
        parent: Int64? = nil,
        note: String? = nil
    ) {
        self.identifier = identifier
        self.time = time
        self.venue = venue
        self.side = side
        self.size = size
        self.price = price
        self.phase = phase
        self.filled = filled
        self.average = average
        self.slippage = slippage
        self.acknowledgement = acknowledgement
        self.inDoubtFor = inDoubtFor
        self.parent = parent
        self.note = note
    }
}
