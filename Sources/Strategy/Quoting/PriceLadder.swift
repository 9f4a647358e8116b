import Books

/// The prices of the quotes: the model's distances put on ticks and inside the guards.
///
/// Bids are rounded down and asks up, so that rounding never takes from the distance. The models alone can cross the
/// market: with 40 orders in hand the reference case wants to sell 3.97 below the fair price.
struct PriceLadder {
    /// The price to quote around, in price units.
    var fair: Double
    /// What the model wants, in price units.
    var distances: QuoteDistances
    /// The least distance: what a fill costs that is passed on as a taker order, and the edge.
    var floor: Double
    /// The largest distance.
    var reach = Double.infinity
    /// The tick, in price units.
    var tick: Int64
    /// From one level to the next, in ticks.
    var step: Int64
    /// How many levels a side.
    var levels: Int
    /// The best prices of the market, in price units.
    var bestBid: Int64
    var bestAsk: Int64
    /// Whether quotes stay at or behind the market's own best price of their side.
    var joins = false

    /// From one level to the next, in ticks: `max(1, ceil(beta sigma sqrt(tau) / tick))`.
    static func step(beta: Double, sigma: Double, seconds: Double, tick: Int64) -> Int64 {
        let ticks = (beta * sigma * seconds.squareRoot() / Double(tick) - tolerance).rounded(.up)
        return max(1, Int64(exactly: ticks) ?? 1)
    }

    /// The distance of the best quote of a side, within its bounds.
    func distance(_ side: Side) -> Double {
        let wanted = side == .bid ? distances.bid : distances.ask
        let outermost = reach - Double(levels - 1) * Double(step) * Double(tick)
        return max(min(wanted, outermost), floor)
    }

    /// The prices of a side in price units, best first; none where there is no room for them.
    func prices(_ side: Side, into prices: inout [Int64]) {
        prices.removeAll(keepingCapacity: true)
        guard let best = bestTick(side) else { return }
        for level in 0..<levels {
            let (offset, overflow) = step.multipliedReportingOverflow(by: Int64(level))
            guard !overflow else { return }
            let ticks = side == .bid ? best.subtractingReportingOverflow(offset) : best.addingReportingOverflow(offset)
            let (price, isTooLarge) = ticks.partialValue.multipliedReportingOverflow(by: tick)
            guard !ticks.overflow, !isTooLarge, price > 0, price < DecimalText.bound else { return }
            guard (Double(price) - fair).magnitude <= reach else { return }
            prices.append(price)
        }
    }

    // MARK: - Parts

    /// By how much of a tick a price may miss a whole one and still count as it.
    private static let tolerance = 1e-9

    /// The best quote of a side in ticks, by the model, the floor and the market's best prices.
    private func bestTick(_ side: Side) -> Int64? {
        let size = Double(tick)
        switch side {
        case .bid:
            let ticks = ((fair - distance(.bid)) / size + Self.tolerance).rounded(.down)
            guard let wanted = Int64(exactly: ticks) else { return nil }
            let behindAsk = Rounding.down.quotient(Int128(bestAsk) - Int128(tick), Int128(tick)) ?? wanted
            let atBid = joins ? Rounding.down.quotient(Int128(bestBid), Int128(tick)) ?? wanted : wanted
            return min(wanted, behindAsk, atBid)
        case .ask:
            let ticks = ((fair + distance(.ask)) / size - Self.tolerance).rounded(.up)
            guard let wanted = Int64(exactly: ticks) else { return nil }
            let behindBid = Rounding.up.quotient(Int128(bestBid) + Int128(tick), Int128(tick)) ?? wanted
            let atAsk = joins ? Rounding.up.quotient(Int128(bestAsk), Int128(tick)) ?? wanted : wanted
            return max(wanted, behindBid, atAsk)
        }
    }
}
