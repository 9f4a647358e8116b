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

    /// The largest size on either side, if there is one.
    var largestQuantity: Int64? {
        (0..<FiveLevels<LevelView>.limit).flatMap { [asks[$0], bids[$0]] }.compactMap { $0?.quantity.units }.max()
    }

    /// The levels of one side.
    func levels(_ side: Side) -> FiveLevels<LevelView> {
        switch side {
        case .ask: asks
        case .bid: bids
        }
    }

    /// The middle and the distance of the two best prices, if both sides have one.
    public var top: MidAndSpread? {
        MidAndSpread(bid: bids[0]?.price, ask: asks[0]?.price)
    }
}
