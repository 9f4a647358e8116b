import Books

/// The book of a simulated exchange: the truth that its clients have to arrive at.
struct ExchangeBook: Sendable, Equatable {
    /// The bids.
    var bids = ExchangeSide(.bid)
    /// The asks.
    var asks = ExchangeSide(.ask)

    /// The book of a snapshot.
    init(_ snapshot: MarketSnapshot) {
        for level in snapshot.bids { bids.apply(level) }
        for level in snapshot.asks { asks.apply(level) }
    }

    /// Applies changes in their order.
    mutating func apply(_ change: MarketDepth) {
        for level in change.bids { bids.apply(level) }
        for level in change.asks { asks.apply(level) }
    }

    /// The side of the bids or of the asks.
    subscript(side: Side) -> ExchangeSide {
        get { side == .bid ? bids : asks }
        _modify {
            if side == .bid { yield &bids } else { yield &asks }
        }
    }
}
