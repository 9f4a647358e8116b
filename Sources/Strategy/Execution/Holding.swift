/// The position over all venues, what it cost, and what was won or lost with what is closed.
///
/// By average cost. Where a part of the position is closed, its share of the cost is rounded down to the ledger's unit
/// and the remainder stays with the open part: so realised and open profit together are exact at every instant,
/// `realised + (position x price - cost) = cash + position x price` but for fees.
public struct Holding: Sendable, Hashable {
    /// The base asset held; negative if more was sold than bought.
    public private(set) var position: Int128 = 0
    /// What the position cost; what it brought, negative, if it is short.
    public private(set) var cost: Int128 = 0
    /// What was won with what is closed, before fees.
    public private(set) var realised: Int128 = 0

    /// No position.
    public init() {}

    /// A position as it was written down.
    public init(position: Int128, cost: Int128, realised: Int128) {
        self.position = position
        self.cost = cost
        self.realised = realised
    }

    /// The holding after `base` came in for `quote` paid; both negative if base went out.
    ///
    /// Nil beyond what can be counted.
    func adding(_ base: Int128, for quote: Int128) -> Holding? {
        var next = self
        if position == 0 || (position < 0) == (base < 0) {
            return next.open(base, for: quote) ? next : nil
        }
        guard base.magnitude > position.magnitude else { return next.close(base, for: quote) ? next : nil }
        // It closes all and opens the rest on the other side, at the same price.
        guard let closing = Self.share(quote, position.magnitude, of: base.magnitude) else { return nil }
        let closed = -position
        return next.close(closed, for: closing) && next.open(base - closed, for: quote - closing) ? next : nil
    }

    private mutating func open(_ base: Int128, for quote: Int128) -> Bool {
        let position = position.addingReportingOverflow(base)
        let cost = cost.addingReportingOverflow(quote)
        guard !position.overflow, !cost.overflow else { return false }
        (self.position, self.cost) = (position.partialValue, cost.partialValue)
        return true
    }

    private mutating func close(_ base: Int128, for quote: Int128) -> Bool {
        guard let share = Self.share(cost, base.magnitude, of: position.magnitude) else { return false }
        // What came in, -quote, less what that part had cost.
        let won = (-quote).subtractingReportingOverflow(share)
        let sum = realised.addingReportingOverflow(won.partialValue)
        guard !won.overflow, !sum.overflow else { return false }
        position += base
        cost -= share
        realised = sum.partialValue
        return true
    }

    /// `part` / `whole` of an amount, rounded down; nil beyond what can be counted.
    private static func share(_ amount: Int128, _ part: UInt128, of whole: UInt128) -> Int128? {
        guard part != whole else { return amount }
        let product = amount.magnitude.multipliedFullWidth(by: part)
        guard whole > product.high else { return nil }
        let (quotient, remainder) = whole.dividingFullWidth(product)
        guard let size = Int128(exactly: quotient) else { return nil }
        return amount < 0 ? -size - (remainder > 0 ? 1 : 0) : size
    }
}
