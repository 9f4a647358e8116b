/// Profit and loss in the quote asset, after fees.
public struct ProfitView: Sendable, Hashable {
    /// What closed positions brought.
    public var realised: Money
    /// What the open position would bring at the mid.
    public var open: Money
    /// What was paid in fees, negative; they are already taken from the realised part.
    public var fees: Money

    /// A profit.
    public init(realised: Money, open: Money, fees: Money) {
        self.realised = realised
        self.open = open
        self.fees = fees
    }

    /// Both parts together.
    public var total: Money {
        let (sum, overflow) = realised.units.addingReportingOverflow(open.units)
        return Money(units: overflow ? (open.units < 0 ? .min : .max) : sum)
    }
}
