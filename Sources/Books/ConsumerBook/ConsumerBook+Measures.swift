extension ConsumerBook {
    /// What an order of `size` would get that takes from `side`, over all live venues.
    public func fill(_ size: Quantity, from side: Side) -> WalkedFill {
        WalkedFill(size, known: known(side), on: side) { body in
            forEachLevel(side) { body($0.price, $0.total) }
        }
    }

    /// How much stands at `price` and better; nil where that is not all known.
    public func cumulative(to price: Price, on side: Side) -> Quantity? {
        guard known(side).covers(price, on: side) else { return nil }
        var sum = Quantity.zero
        forEachLevel(side) { level in
            guard side == .bid ? level.price >= price : level.price <= price else { return false }
            sum = sum.addingSaturated(level.total)
            return true
        }
        return sum
    }

    /// How much stands on the `levels` best levels of each side: their relation is the imbalance.
    public func sums(ofBest levels: Int) -> (bids: Quantity, asks: Quantity) {
        (sum(levels, .bid), sum(levels, .ask))
    }

    /// The price between the best two that leans to the side with less behind it, in price units, rounded as told.
    ///
    /// (bid x ask quantity + ask x bid quantity) / (bid quantity + ask quantity); nil while a side is empty.
    public func microPrice(_ rounding: Rounding) -> Price? {
        guard let bid = topFive(.bid).first, let ask = topFive(.ask).first else { return nil }
        let weighted =
            Int128(bid.price.units) * Int128(ask.total.units) + Int128(ask.price.units) * Int128(bid.total.units)
        let weight = Int128(bid.total.units) + Int128(ask.total.units)
        return rounding.quotient(weighted, weight).map { Price(units: $0) }
    }

    private func sum(_ levels: Int, _ side: Side) -> Quantity {
        var sum = Quantity.zero
        var left = levels
        guard left > 0 else { return sum }
        forEachLevel(side) { level in
            sum = sum.addingSaturated(level.total)
            left -= 1
            return left > 0
        }
        return sum
    }
}
