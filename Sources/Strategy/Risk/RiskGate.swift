public import Books

/// The pre-trade list: every check that an order must pass before it is written down and sent.
///
/// Default closed: what is not known fails its check. Sent orders count from the moment they pass, whatever becomes of
/// them (RTS 6 Article 15(2)).
public struct RiskGate: Sendable {
    /// The bounds.
    public var limits: RiskLimits
    /// In which units exposure is counted.
    public let scale: LedgerScale
    /// The message budget of each venue by slot.
    public var budgets: [TokenBucket]

    private var sent: [SentOrder] = []
    private var executions: [MonotonicTime] = []

    /// Orders that passed a moment ago.
    struct SentOrder: Sendable, Hashable {
        let match: UInt64
        let request: OrderRequest
        let at: MonotonicTime
    }

    /// A gate with these bounds.
    public init(limits: RiskLimits, scale: LedgerScale, budgets: [TokenBucket]) {
        self.limits = limits
        self.scale = scale
        self.budgets = budgets
    }

    // MARK: - Inputs

    /// Checks an order; if it passes, it counts as sent.
    ///
    /// The first refusal in the order of the list is the reason that is told; all are returned.
    public mutating func admit(
        _ proposal: OrderProposal,
        _ facts: MarketFacts,
        _ exposure: Exposure,
        at now: MonotonicTime
    ) -> [RiskRefusal] {
        sent.removeAll { now - $0.at > limits.duplicateSpan }
        let refusals = refusals(proposal, facts, exposure, at: now)
        guard refusals.isEmpty else { return refusals }
        sent.append(SentOrder(match: proposal.request.id.match, request: proposal.request, at: now))
        _ = budgets[proposal.request.venue.slot].take(1, for: .newOrder, at: now)
        return []
    }

    /// Notes that a match led to orders without a person's key.
    public mutating func noteExecution(at now: MonotonicTime) {
        executions.append(now)
        // By time, not by number: the limit may become another one.
        executions.removeAll { now - $0 >= .seconds(3_600) }
    }

    /// A person lets automatic executions go on after there were too many.
    public mutating func allowExecutions() {
        executions.removeAll()
    }

    // MARK: - Queries

    /// Every check that the order does not pass, in the order of the list.
    public func refusals(
        _ proposal: OrderProposal,
        _ facts: MarketFacts,
        _ exposure: Exposure,
        at now: MonotonicTime
    ) -> [RiskRefusal] {
        var findings = RiskFindings(proposal.request.venue)
        let venue = facts.venues[proposal.request.venue.slot]
        let reduces = exposure.isReduced(by: proposal.request.side, scale.base(proposal.request.quantity))
        checkMode(facts, venue, reduces: reduces, &findings)
        checkVenue(proposal, facts, venue, &findings)
        checkRepetition(proposal, at: now, &findings)
        checkForm(proposal.request, venue, &findings)
        checkPrice(proposal, facts, &findings)
        checkSize(proposal.request, venue, &findings)
        checkExposure(proposal.request, exposure, reduces: reduces, facts, &findings)
        findings.check(!proposal.meetsOwnOrder, .selfTrade)
        checkRates(proposal.request.venue, at: now, &findings)
        findings.check(venue.clockError, atMost: limits.clockError, .clockError)
        findings.check(venue.clockAge, atMost: limits.clockAge, .clockAge)
        return findings.refusals
    }

    /// The worst prices at which orders for a venue may trade now; nil if there is nothing to measure them by.
    public func collar(for venue: VenueID, _ facts: MarketFacts) -> PriceCollar? {
        guard let reference = facts.reference(for: venue) else { return nil }
        let width = collarWidth(facts)
        let doubled = Int128(reference.doubled)
        // Inwards: the lowest price rounded up, the highest down.
        guard let lowest = Rounding.up.quotient(doubled * Int128(10_000 - width), 20_000),
            let highest = Rounding.down.quotient(doubled * Int128(10_000 + width), 20_000)
        else { return nil }
        return PriceCollar(lowestSell: Price(units: lowest), highestBuy: Price(units: highest))
    }

    /// The most that one order may be for at about this price, so that its value is allowed.
    public func largestQuantity(at price: Price) -> Quantity {
        guard let value = scale.quote(whole: limits.orderValue),
            let one = scale.quote(Notional(price, Quantity(units: 1))),
            let units = Rounding.down.quotient(value, one)
        else { return .zero }
        return Quantity(units: max(0, units))
    }

    /// Whether the orders of this minute or this hour are as many as may be without a person's key.
    public func isRepeating(at now: MonotonicTime) -> Bool {
        executionCount(within: .seconds(3_600), at: now) >= limits.executionsPerHour
            || executionCount(within: .seconds(60), at: now) >= limits.executionsPerMinute
    }

    /// How many automatic executions there were within `span` since a person last let more through.
    func executionCount(within span: TimeSpan, at now: MonotonicTime) -> Int {
        executions.count { now - $0 < span }
    }

    /// Orders that passed within the span of duplicates.
    var recent: [SentOrder] { sent }

    /// Four times what the price moves in a second, within its bounds, in hundredths of a percent.
    private func collarWidth(_ facts: MarketFacts) -> Int64 {
        guard let sigma = facts.sigma else { return limits.collar.lowerBound }
        let four = max(0, min(sigma, 1_000_000)) * 4 / 100
        return min(limits.collar.upperBound, max(limits.collar.lowerBound, four))
    }
}
