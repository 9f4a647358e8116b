/// The trader book: the orders of our imagined clients, and the strategy that makes them.
public struct TraderView: Sendable, Equatable {
    /// The strategy.
    public var strategy: StrategyView
    /// The five quotes nearest to the market on the sell side, lowest price first.
    public var asks: FiveLevels<QuoteView>
    /// The five quotes nearest to the market on the buy side, highest price first.
    public var bids: FiveLevels<QuoteView>
    /// How many quotes there are on both sides, those included that have no row.
    public var quoteCount: Int

    /// A trader book; without a count there are as many quotes as rows.
    public init(
        strategy: StrategyView = StrategyView(),
        asks: FiveLevels<QuoteView> = FiveLevels(),
        bids: FiveLevels<QuoteView> = FiveLevels(),
        quoteCount: Int? = nil
    ) {
        self.strategy = strategy
        self.asks = asks
        self.bids = bids
        self.quoteCount = quoteCount ?? asks.count + bids.count
    }
}
