public import Books

/// The consumer book: the five best levels of all live venues together.
public struct ConsumerView: Sendable, Equatable {
    /// The sell side, lowest price first.
    public var asks: FiveLevels<ConsumerLevelView>
    /// The buy side, highest price first.
    public var bids: FiveLevels<ConsumerLevelView>
    /// For how long the best bid has been above the best ask, or at it, without a break; nothing while it is below.
    public var crossedFor: TimeSpan?
    /// For how long the book has been crossed since the start, all times together.
    public var crossedTotal: TimeSpan
    /// The same for the times in which the best bid was at the best ask.
    public var lockedTotal: TimeSpan
    /// The mid and the spread of the last minute.
    public var history: MarketHistory

    /// A consumer book of the given sides.
    public init(
        asks: FiveLevels<ConsumerLevelView> = FiveLevels(),
        bids: FiveLevels<ConsumerLevelView> = FiveLevels(),
        crossedFor: TimeSpan? = nil,
        crossedTotal: TimeSpan = .zero,
        lockedTotal: TimeSpan = .zero,
        history: MarketHistory = MarketHistory()
    ) {
        self.asks = asks
        self.bids = bids
        self.crossedFor = crossedFor
        self.crossedTotal = crossedTotal
        self.lockedTotal = lockedTotal
        self.history = history
    }

    /// The middle and the distance of the two best prices, if both sides have one.
    public var top: MidAndSpread? {
        MidAndSpread(bid: bids[0]?.price, ask: asks[0]?.price)
    }
}
