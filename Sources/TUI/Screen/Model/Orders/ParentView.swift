public import Books

/// One match of a trader-book order with the consumer book, and what became of every part of it.
///
/// `requested` is at every instant the sum of the six quantities below it.
public struct ParentView: Sendable, Equatable {
    /// Its number.
    public var identifier: Int64
    /// When it was matched.
    public var time: WallTime
    /// Whether it buys or sells.
    public var side: TradeSide
    /// The worst price it may be filled at.
    public var limit: Price
    /// What was matched.
    public var requested: Quantity
    /// What was filled.
    public var filled: Quantity
    /// What stands at venues.
    public var working: Quantity
    /// What was cancelled.
    public var cancelled: Quantity
    /// What venues refused.
    public var rejected: Quantity
    /// Of what nobody knows what became.
    public var unknown: Quantity
    /// What no venue was asked for.
    public var unallocated: Quantity
    /// The average price of its fills.
    public var average: Price?
    /// The time until the rest is given up, while there is a rest.
    public var deadlineIn: TimeSpan?

    /// A parent of which nothing was allocated yet.
    public init(
        identifier: Int64,
        time: WallTime,
        side: TradeSide,
        limit: Price,
        requested: Quantity,
        filled: Quantity = .zero,
        working: Quantity = .zero,
        cancelled: Quantity = .zero,
        rejected: Quantity = .zero,
        unknown: Quantity = .zero,
        unallocated: Quantity = .zero,
        average: Price? = nil,
        deadlineIn: TimeSpan? = nil
    ) {
        self.identifier = identifier
        self.time = time
        self.side = side
        self.limit = limit
        self.requested = requested
        self.filled = filled
        self.working = working
        self.cancelled = cancelled
        self.rejected = rejected
        self.unknown = unknown
        self.unallocated = unallocated
        self.average = average
        self.deadlineIn = deadlineIn
    }
}
