/// An account at a venue as the venue told it to one question: complete, or not told at all.
public struct AccountSnapshot: Sendable, Hashable {
    /// Whose.
    public let venue: VenueID
    /// When its first question was asked: what was sent later may be missing in it.
    public let askedAt: MonotonicTime
    /// Every open order of the instrument, ours and others.
    public let openOrders: [VenueOrder]
    /// Every trade of the instrument since ``tradesSince``, oldest first.
    public let trades: [AccountTrade]
    /// From when on the trades are complete: the time that was asked for, or a later one where the venue told no more.
    public let tradesSince: WallTime
    /// What it holds; assets of which there is nothing may be missing.
    public let balances: [AssetBalance]

    /// A snapshot with all its parts.
    public init(
        venue: VenueID,
        askedAt: MonotonicTime,
        openOrders: [VenueOrder],
        trades: [AccountTrade],
        tradesSince: WallTime,
        balances: [AssetBalance]
    ) {
        self.venue = venue
        self.askedAt = askedAt
        self.openOrders = openOrders
        self.trades = trades
        self.tradesSince = tradesSince
        self.balances = balances
    }
}
