import Books

/// Looks at a finished quote set once more, in whole numbers and whatever strategy has made it.
///
/// The strategies keep the guards by construction. This is the second look, and it is what holds for a strategy that
/// does not.
struct QuoteGuard {
    /// No bid may be above it, by fees and edge; in price units.
    let highestBid: Int64
    /// No ask may be below it.
    let lowestAsk: Int64
    /// No bid may be below it, by the largest distance.
    let lowestBid: Int64
    /// No ask may be above it.
    let highestAsk: Int64
    /// What a side may cost, in units of notional.
    let budget: Int128
    /// What one quote may cost.
    let orderLimit: Int128

    /// The guard for a market; nil where its numbers have no bounds that can be counted.
    init?(_ market: borrowing QuotingMarket) {
        // A millionth of a tick for rounding: prices are whole ticks, so this lets nothing else pass.
        let slack = Double(market.rules.tick.units) * 1e-6
        guard let highestBid = Int64(exactly: (market.fair - market.floor + slack).rounded(.down)),
            let lowestAsk = Int64(exactly: (market.fair + market.floor - slack).rounded(.up)),
            let lowestBid = Int64(exactly: (market.fair - market.reach - slack).rounded(.down)),
            let highestAsk = Int64(exactly: (market.fair + market.reach + slack).rounded(.up)),
            let budget = Int128(exactly: (market.parameters[.budget] * market.notionalPerOne).rounded(.up)),
            let orderLimit = Int128(exactly: (market.parameters[.order] * market.notionalPerOne).rounded(.up))
        else { return nil }
        self.highestBid = highestBid
        self.lowestAsk = lowestAsk
        self.lowestBid = lowestBid
        self.highestAsk = highestAsk
        self.budget = budget
        self.orderLimit = orderLimit
    }

    /// The first rule that a quote set breaks; nil where it keeps all.
    func violation(_ quotes: borrowing QuoteSet, _ market: borrowing QuotingMarket) -> QuoteViolation? {
        if let bid = quotes.bids.first, let ask = quotes.asks.first, bid.price >= ask.price { return .crossed }
        for side in Side.allCases {
            if let violation = violation(side, quotes[side], market) { return violation }
        }
        return nil
    }

    // MARK: - Parts

    /// What the tolerance of rounding down to the lot may cost: a billionth of a lot, and a unit.
    private func slack(_ market: borrowing QuotingMarket) -> Int128 {
        Notional(Price(units: highestAsk), market.rules.lot).units / 1_000_000_000 + 1
    }

    private func violation(
        _ side: Side,
        _ levels: [PriceLevel],
        _ market: borrowing QuotingMarket
    ) -> QuoteViolation? {
        guard levels.count <= TraderBook.levelLimit else { return .disorder }
        var sum: Int128 = 0
        var last: Price?
        for (index, level) in levels.enumerated() {
            if let last, side == .bid ? level.price >= last : level.price <= last { return .disorder }
            last = level.price
            let isTaker = index == 0 && market.taker == side
            if let violation = violation(side, level, market, isTaker: isTaker) { return violation }
            sum += Notional(level.price, level.quantity).units
        }
        return sum > budget + Int128(levels.count) * slack(market) ? .overBudget : nil
    }

    private func violation(
        _ side: Side,
        _ level: PriceLevel,
        _ market: borrowing QuotingMarket,
        isTaker: Bool
    ) -> QuoteViolation? {
        let price = level.price
        let notional = Notional(price, level.quantity)
        guard price.units > 0, level.quantity.units > 0, price.units % market.rules.tick.units == 0,
            level.quantity.units % market.rules.lot.units == 0
        else { return .offGrid }
        guard notional >= market.rules.minimumNotional else { return .tooSmall }
        guard notional.units <= orderLimit + slack(market) else { return .overBudget }
        switch side {
        case .bid:
            if price.units < lowestBid { return .tooFar }
            if isTaker { return price.units > highestAsk ? .tooFar : nil }
            if price >= market.bestAsk { return .throughTouch }
            return price.units > highestBid ? .tooNear : nil
        case .ask:
            if price.units > highestAsk { return .tooFar }
            if isTaker { return price.units < lowestBid ? .tooFar : nil }
            if price <= market.bestBid { return .throughTouch }
            return price.units < lowestAsk ? .tooNear : nil
        }
    }
}
