public import Books

/// The middle and the distance of a best bid and a best ask, exact.
public struct MidAndSpread: Sendable, Hashable {
    /// The sum of the two prices: the mid, counted in half price units.
    public let twiceMid: Int64
    /// Ask minus bid in price units: negative in a crossed book, zero in a locked one.
    public let spread: Int64

    /// The middle and the distance; nothing if a side has no price or the two cannot be added.
    public init?(bid: Price?, ask: Price?) {
        guard let bid, let ask else { return nil }
        let (sum, sumOverflow) = bid.units.addingReportingOverflow(ask.units)
        let (difference, differenceOverflow) = ask.units.subtractingReportingOverflow(bid.units)
        guard !sumOverflow, !differenceOverflow else { return nil }
        twiceMid = sum
        spread = difference
    }

    /// The spread in hundredths of a basis point of the mid, rounded to the nearest; nothing without a positive mid.
    public var hundredthsOfBasisPoint: Int64? {
        guard twiceMid > 0 else { return nil }
        // spread / (twiceMid / 2) x 10,000 basis points x 100
        let quotient = Fraction(Int128(spread) * 2_000_000, over: Int128(twiceMid))
        return Int64(clamping: quotient.nearest)
    }
}
