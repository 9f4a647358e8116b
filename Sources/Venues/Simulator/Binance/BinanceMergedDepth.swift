import Books

/// The changes of one second, merged: of each price only the last quantity is kept.
struct BinanceMergedDepth: Sendable {
    /// The identifier of the first change in it.
    let firstID: Int64
    private var lastID: Int64
    private var bids = ExchangeSide(.bid)
    private var asks = ExchangeSide(.ask)

    /// When the second ends: at whole seconds of the steady clock.
    let end: MonotonicTime

    /// A second that begins with a change.
    init(_ change: MarketDepth, firstID: Int64, at now: MonotonicTime) {
        let length = TimeSpan.seconds(1).nanoseconds
        self.firstID = firstID
        lastID = change.lastID
        end = MonotonicTime(nanoseconds: (now.nanoseconds / length + 1) * length)
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
