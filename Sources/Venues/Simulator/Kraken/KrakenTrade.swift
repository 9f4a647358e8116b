import Books

/// A trade and when the exchange played it.
struct KrakenTrade: Sendable, Equatable {
    /// The trade.
    let trade: MarketTrade
    /// Its time.
    let time: WallTime
}
