import Books

/// Changes of the book as one: of each price only the last quantity is kept.
struct MergedDepth: Sendable {
    /// The identifier of the first change in it.
    let firstID: Int64
    private var lastID: Int64
    private var bids = ExchangeSide(.bid)
    private var asks = ExchangeSide(.ask)

    /// Begins with a change.
    init(_ change: MarketDepth, firstID: Int64) {
        self.firstID = firstID
        lastID = change.lastID
        absorb(change)
    }

    /// Adds a change.
    mutating func absorb(_ change: MarketDepth) {
        lastID = change.lastID
        for level in change.bids { bids.record(level) }
        for level in change.asks { asks.record(level) }
    }

    /// All changes as one, the best prices first.
    var change: MarketDepth {
        MarketDepth(lastID: lastID, bids: bids.levels.reversed(), asks: asks.levels.reversed())
    }
}
