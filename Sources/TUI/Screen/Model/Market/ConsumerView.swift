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

    /// The levels without where they come from.
    var ladder: LadderView {
        LadderView(asks: asks.map(\.plain), bids: bids.map(\.plain))
    }

    /// The micro-price in tenths of a price unit: the best prices, each weighted with the size on the other side.
    var micro: Fraction? {
        guard let bid = bids[0], let ask = asks[0], bid.total.units > 0, ask.total.units > 0,
            Int128(bid.price.units).magnitude < 1 << 58, Int128(ask.price.units).magnitude < 1 << 58
        else { return nil }
        // Below 2^58 x 2^63 x 2 x 10 < 2^126, which an Int128 holds.
        let weighted =
            Int128(bid.price.units) * Int128(ask.total.units) + Int128(ask.price.units) * Int128(bid.total.units)
        return Fraction(weighted * 10, over: Int128(bid.total.units) + Int128(ask.total.units))
    }

    /// The middle and the distance of the two best prices, if both sides have one.
    public var top: MidAndSpread? {
        MidAndSpread(bid: bids[0]?.price, ask: asks[0]?.price)
    }
}
