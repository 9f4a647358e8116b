public import Books

/// What a match came to and what it cost, once it has ended.
///
/// Shares are in millionths, rounded against us: 100 is one basis point. Costs are positive, gains negative.
public struct ParentReport: Sendable, Hashable {
    /// The match.
    public let number: UInt64
    /// The client's order.
    public let quote: QuoteID
    /// Whether it bought or sold.
    public let side: OrderSide
    /// Where it ended.
    public let phase: ParentOrder.Phase
    /// Where each part of the quantity is.
    public let account: ParentAccount
    /// What the fills cost or brought without fees.
    public let notional: Notional
    /// How much the fills were.
    public let filled: Quantity
    /// The average price against the middle when it was decided.
    public let slippage: Int64?
    /// The average price against the middle when a venue first answered.
    public let arrivalSlippage: Int64?
    /// Twice the distance of the average price from the middle at the decision.
    public let effectiveSpread: Int64?
    /// What was filled of what was to be.
    public let fillRatio: Int64
    /// From the decision to the last fill.
    public let timeToFill: TimeSpan?
    /// What happened at each venue, child by child.
    public let children: [ChildReport]

    /// A report with all its parts.
    public init(
        number: UInt64,
        quote: QuoteID,
        side: OrderSide,
        phase: ParentOrder.Phase,
        account: ParentAccount,
        notional: Notional,
        filled: Quantity,
        slippage: Int64?,
        arrivalSlippage: Int64?,
        effectiveSpread: Int64?,
        fillRatio: Int64,
        timeToFill: TimeSpan?,
        children: [ChildReport]
    ) {
        self.number = number
        self.quote = quote
        self.side = side
        self.phase = phase
        self.account = account
        self.notional = notional
        self.filled = filled
        self.slippage = slippage
        self.arrivalSlippage = arrivalSlippage
        self.effectiveSpread = effectiveSpread
        self.fillRatio = fillRatio
        self.timeToFill = timeToFill
        self.children = children
    }

    /// The report of a match as it stands.
    public init(_ parent: ParentOrder) {
        number = parent.number
        quote = parent.quote
        side = parent.side
        phase = parent.phase
        account = parent.account
        var notional = Int128(0)
        var filled = Int128(0)
        for fill in parent.children.lazy.flatMap(\.record.fills) {
            // Products below 2^124: only a venue gone mad has enough of them to overflow, and then the sum is held.
            let sum = notional.addingReportingOverflow(Notional(fill.price, fill.quantity).units)
            notional = sum.overflow ? .max : sum.partialValue
            filled += Int128(fill.quantity.units)
        }
        self.notional = Notional(units: notional)
        self.filled = Quantity(units: Int64(clamping: filled))
        let side = parent.side
        slippage = parent.decisionMid.flatMap { Self.cost(notional, filled, against: $0, side) }
        arrivalSlippage = parent.arrivalMid.flatMap { Self.cost(notional, filled, against: $0, side) }
        effectiveSpread = parent.decisionMid.flatMap { Self.cost(notional, filled, against: $0, side, times: 2) }
        let whole = Int128(max(1, parent.quantity.units))
        fillRatio = Rounding.down.quotient(min(filled, whole) * 1_000_000, whole) ?? 0
        timeToFill = parent.lastFillAt.map { $0 - parent.decidedAt }
        children = parent.children.map(ChildReport.init)
    }

    /// (average price - mid) / mid for a purchase, the reverse for a sale, in millionths, rounded up.
    ///
    /// With n for the notional, q for the quantity and m for the doubled mid: (2n - mq) / mq.
    static func cost(
        _ notional: Int128,
        _ quantity: Int128,
        against mid: Mid,
        _ side: OrderSide,
        times factor: Int128 = 1
    ) -> Int64? {
        let doubled = notional.multipliedReportingOverflow(by: 2)
        let atMid = quantity.multipliedReportingOverflow(by: Int128(mid.doubled))
        guard !doubled.overflow, !atMid.overflow, atMid.partialValue > 0 else { return nil }
        let difference = doubled.partialValue.subtractingReportingOverflow(atMid.partialValue)
        let cost = difference.partialValue.multipliedReportingOverflow(
            by: factor * (side == .buy ? 1_000_000 : -1_000_000)
        )
        guard !difference.overflow, !cost.overflow else { return nil }
        return Rounding.up.quotient(cost.partialValue, atMid.partialValue)
    }
}
