/// What an order of some size would get from a book at this moment, exact.
public struct WalkedFill: Sendable, Equatable {
    /// Why the walk ended.
    public enum End: Sendable, Equatable {
        /// The whole size was there.
        case complete
        /// The side has no more levels, and it is known that there are none.
        case exhausted
        /// What lies beyond is not known.
        case unknownBeyond(Price)
    }

    /// How much was there.
    public private(set) var filled = Quantity.zero
    /// What it costs or brings.
    public private(set) var notional = Notional.zero
    /// The price of the last level used; nil if none was.
    public private(set) var worst: Price?
    /// Why the walk ended.
    public private(set) var end = End.exhausted

    /// Walks levels, best first, until `size` is filled or they leave what is known.
    init(
        _ size: Quantity,
        known: KnownDepth,
        on side: Side,
        walk: ((Price, Quantity) -> Bool) -> Void
    ) {
        var left = size.units
        var fill = (filled: Quantity.zero, notional: Notional.zero, worst: Price?.none)
        var end = if case .to(let last) = known { End.unknownBeyond(last) } else { End.exhausted }
        if left <= 0 { end = .complete }
        walk { price, quantity in
            guard left > 0, known.covers(price, on: side) else { return false }
            let taken = min(left, quantity.units)
            fill.filled = Quantity(units: fill.filled.units + taken)
            fill.notional += Notional(price, Quantity(units: taken))
            fill.worst = price
            left -= taken
            if left == 0 { end = .complete }
            return left > 0
        }
        (filled, notional, worst) = fill
        self.end = end
    }

    /// The average price in price units, rounded in the given direction; nil if nothing was filled.
    public func averagePrice(_ rounding: Rounding) -> Price? {
        guard filled.units > 0 else { return nil }
        return rounding.quotient(notional.units, Int128(filled.units)).map { Price(units: $0) }
    }
}
