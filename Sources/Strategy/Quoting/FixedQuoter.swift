public import Books

/// A strategy of one quote a side at a fixed spread around the fair price, each worth the same.
public struct FixedQuoter: Quoter {
    private var prices: [Int64] = []

    public var name: String { "fixed" }

    /// The strategy.
    public init() {
        prices.reserveCapacity(1)
    }

    public mutating func quote(_ market: borrowing QuotingMarket, into quotes: inout QuoteSet) -> QuoteRefusal? {
        let half = market.fair * market.parameters[.spread] * 1e-4 / 2
        let ladder = PriceLadder(
            fair: market.fair,
            distances: QuoteDistances(bid: half, ask: half),
            floor: market.floor,
            reach: market.reach,
            tick: market.rules.tick.units,
            step: 1,
            levels: 1,
            bestBid: market.bestBid.units,
            bestAsk: market.bestAsk.units
        )
        let lot = Double(market.rules.lot.units)
        let wanted = min(market.parameters[.size], market.parameters[.order], market.parameters[.budget])
        for side in Side.allCases {
            ladder.prices(side, into: &prices)
            guard let price = prices.first else { continue }
            let lots = (wanted * market.notionalPerOne / max(Double(price), market.fair) / lot).rounded(.down)
            guard let units = Int64(exactly: lots * lot) else { continue }
            let quote = PriceLevel(price: Price(units: price), quantity: Quantity(units: units))
            guard Notional(quote.price, quote.quantity) >= market.rules.minimumNotional, units > 0 else { continue }
            quotes[side].append(quote)
        }
        return quotes.isEmpty ? .tooSmall : nil
    }
}
