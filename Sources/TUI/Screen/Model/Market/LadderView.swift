import Books

/// The five best levels of both sides of one book.
public struct LadderView: Sendable, Equatable {
    /// The sell side, lowest price first.
    public var asks: FiveLevels<LevelView>
    /// The buy side, highest price first.
    public var bids: FiveLevels<LevelView>

    /// A ladder of the given sides.
    public init(asks: FiveLevels<LevelView> = FiveLevels(), bids: FiveLevels<LevelView> = FiveLevels()) {
        self.asks = asks
        self.bids = bids
    }

    /// The middle and the distance of the two best prices, if both sides have one.
    public var top: MidAndSpread? {
        MidAndSpread(bid: bids[0]?.price, ask: asks[0]?.price)
    }
}
