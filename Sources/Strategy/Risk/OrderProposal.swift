public import Books

/// A child order before the gate, with what the checks need besides the order.
public struct OrderProposal: Sendable, Hashable {
    /// The order.
    public let request: OrderRequest
    /// The best all-in price at the decision.
    public let best: AllInPrice
    /// What it is expected to cost or bring, fees included, in price units x quantity units x ``FeeRate/scale``.
    public let allInCost: Int128
    /// Whether an earlier order of the same match and leg has not ended.
    public let isLegOpen: Bool
    /// Whether an order of ours rests where this one would take.
    public let meetsOwnOrder: Bool
    /// Whether an order at the venue is in doubt.
    public let isVenueInDoubt: Bool
    /// Whether the venue has contradicted itself and no person has let it go on.
    public let isVenueHalted: Bool

    /// A proposal.
    public init(
        _ request: OrderRequest,
        best: AllInPrice,
        allInCost: Int128,
        isLegOpen: Bool,
        meetsOwnOrder: Bool,
        isVenueInDoubt: Bool,
        isVenueHalted: Bool
    ) {
        self.request = request
        self.best = best
        self.allInCost = allInCost
        self.isLegOpen = isLegOpen
        self.meetsOwnOrder = meetsOwnOrder
        self.isVenueInDoubt = isVenueInDoubt
        self.isVenueHalted = isVenueHalted
    }
}
