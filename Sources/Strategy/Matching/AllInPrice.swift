public import Books

/// What one unit really costs or brings, the venue's fee included: a price times ``FeeRate/scale``, exact.
///
/// A product and not a quotient, so that two venues' prices are compared without rounding. Buyers pay
/// p x (1 + fee), sellers receive p x (1 - fee). A price lies below 2^62 and a fee below its scale of 2^27, so it always
/// fits.
public struct AllInPrice: Sendable, Hashable, Comparable {
    /// Price units times ``FeeRate/scale``.
    public let units: Int128

    /// The all-in price of `units` price units times ``FeeRate/scale``.
    public init(units: Int128) {
        self.units = units
    }

    /// The price with nothing added: what a client has named as the worst that is good enough.
    public init(_ price: Price) {
        units = Int128(price.units) * Int128(FeeRate.scale)
    }

    /// What an order that takes at `price` pays or gets, after the fee.
    public init(_ price: Price, _ side: OrderSide, fee: FeeRate) {
        let share = side == .buy ? FeeRate.scale + fee.units : FeeRate.scale - fee.units
        units = Int128(price.units) * Int128(share)
    }

    public static func < (left: AllInPrice, right: AllInPrice) -> Bool {
        left.units < right.units
    }

    /// Whether somebody on `side` would rather trade here than at `other`.
    public func isBetter(than other: AllInPrice, _ side: OrderSide) -> Bool {
        side == .buy ? self < other : self > other
    }

    /// This limit or another one, whichever ends sooner.
    func bounded(by other: AllInPrice, _ side: OrderSide) -> AllInPrice {
        other.isBetter(than: self, side) ? other : self
    }

    /// The worst price that is at most `basisPoints` worse than this one, rounded to the better side.
    public func worsened(by basisPoints: Int64, _ side: OrderSide) -> AllInPrice {
        // Below 2^91 times 2^15, so it cannot overflow.
        let scaled = units * Int128(side == .buy ? 10_000 + basisPoints : 10_000 - basisPoints)
        let (quotient, remainder) = scaled.quotientAndRemainder(dividingBy: 10_000)
        return AllInPrice(units: side == .sell && remainder > 0 ? quotient + 1 : quotient)
    }
}
