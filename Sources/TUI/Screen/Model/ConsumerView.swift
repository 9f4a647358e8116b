public import Books

/// The consumer book: the five best levels of all live venues together.
public struct ConsumerView: Sendable, Equatable {
    /// The sell side, lowest price first.
    public var asks: FiveLevels<ConsumerLevelView>
    /// The buy side, highest price first.
    public var bids: FiveLevels<ConsumerLevelView>
    /// For how long the best bid has been above the best ask, or at it, without a break; nothing while it is below.
    public var crossedFor: TimeSpan?

    /// A consumer book of the given sides.
    public init(
        asks: FiveLevels<ConsumerLevelView> = FiveLevels(),
        bids: FiveLevels<ConsumerLevelView> = FiveLevels(),
        crossedFor: TimeSpan? = nil
    ) {
        self.asks = asks
        self.bids = bids
        self.crossedFor = crossedFor
    }

    /// The middle and the distance of the two best prices, if both sides have one.
    public var top: MidAndSpread? {
        MidAndSpread(bid: bids[0]?.price, ask: asks[0]?.price)
    }
}
