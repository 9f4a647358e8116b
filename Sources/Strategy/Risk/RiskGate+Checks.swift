internal import Books

/// The rows of the pre-trade list.
extension RiskGate {
    /// Rows 1 and 2: mode, arming, latch, watchdog; journal.
    ///
    /// `reduces` says whether the order makes the position smaller whatever becomes of all others.
    func checkMode(_ facts: MarketFacts, _ venue: VenueFacts, reduces: Bool, _ findings: inout RiskFindings) {
        findings.check(facts.isRunning, .notRunning)
        findings.check(reduces || !facts.isReducing, .notReducing)
        findings.check(venue.isArmed, .notArmed)
        findings.check(!facts.isKilled, .killed)
        findings.check(facts.watchdogAge, atMost: limits.watchdogAge, .watchdog)
        findings.check(facts.isJournalWritable, .journal)
    }

    /// Rows 3 to 5: the venue, the freshness of its book, and whether the venues agree.
    func checkVenue(
        _ proposal: OrderProposal,
        _ facts: MarketFacts,
        _ venue: VenueFacts,
        _ findings: inout RiskFindings
    ) {
        findings.check(venue.isReady && !proposal.isVenueHalted, .venueNotReady)
        findings.check(venue.isTrading, .notTrading)
        findings.check(!proposal.isVenueInDoubt, .inDoubt)
        findings.check(venue.bookAge, atMost: venue.bookAgeBound, .bookAge)
        if let lag = venue.eventLag { findings.check(lag, atMost: limits.eventLag, .eventLag) }
        let ages = facts.venues.lazy.filter(\.isReady).map(\.bookAge)
        if let youngest = ages.min(), let oldest = ages.max() {
            findings.check(
                TimeSpan(nanoseconds: oldest.nanoseconds - youngest.nanoseconds),
                atMost: limits.booksApart,
                .booksApart
            )
        }
        findings.check(facts.venuesAgree, .decoupled)
    }

    /// Row 6: the same order for another match a moment ago, or an earlier order of the same leg.
    func checkRepetition(_ proposal: OrderProposal, at now: MonotonicTime, _ findings: inout RiskFindings) {
        let request = proposal.request
        let twin = recent.contains { other in
            now - other.at <= limits.duplicateSpan && other.match != request.id.match
                && other.request.venue == request.venue && other.request.side == request.side
                && other.request.limit == request.limit && other.request.quantity == request.quantity
        }
        findings.check(!twin, .duplicate)
        findings.check(!proposal.isLegOpen, .legOpen)
    }

    /// Row 7: the venue's own rules; without them nothing is on them.
    func checkForm(_ request: OrderRequest, _ venue: VenueFacts, _ findings: inout RiskFindings) {
        guard let listing = venue.listing else {
            findings.check(false, .tick)
            return
        }
        let tick = max(1, listing.tick.units)
        let lot = max(1, listing.lot.units)
        findings.check(request.limit.units > 0 && request.limit.units % tick == 0, .tick)
        findings.check(request.quantity.units > 0 && request.quantity.units % lot == 0, .lot)
        let isEnough =
            Notional(request.limit, request.quantity) >= listing.minimumNotional
            && request.quantity >= listing.minimumQuantity
        findings.check(isEnough, .minimumNotional)
    }

    /// Rows 8 and 9: the collar, and what the estimate loses against the best price.
    func checkPrice(_ proposal: OrderProposal, _ facts: MarketFacts, _ findings: inout RiskFindings) {
        let request = proposal.request
        let collar = collar(for: request.venue, facts)
        let bound = collar?.limit(request.side).units
        let isInside = collar?.allows(request.limit, request.side) ?? false
        if !isInside {
            findings.fail(.collar, value: Int128(request.limit.units), bound: Int128(bound ?? 0))
        }
        let worst = proposal.best.worsened(by: limits.slippage, request.side)
        let most = worst.units.multipliedReportingOverflow(by: Int128(request.quantity.units))
        let isCheap =
            request.side == .buy ? proposal.allInCost <= most.partialValue : proposal.allInCost >= most.partialValue
        if most.overflow || !isCheap {
            findings.fail(.slippage, value: proposal.allInCost, bound: most.partialValue)
        }
    }

    /// Row 10: the value of the order and its share of what stands there.
    func checkSize(_ request: OrderRequest, _ venue: VenueFacts, _ findings: inout RiskFindings) {
        let value = scale.quote(Notional(request.limit, request.quantity))
        findings.check(value, atMost: scale.quote(whole: limits.orderValue), .orderValue)
        let visible = request.side == .buy ? venue.visibleAsks : venue.visibleBids
        findings.check(
            Int128(request.quantity.units) * 100,
            atMost: Int128(visible.units) * Int128(limits.orderVolumePercent),
            .orderVolume
        )
    }

    /// Rows 11 and 12: what position and open orders can come to, and what was lost.
    ///
    /// An order that makes the position smaller whatever becomes of all others passes the limits of position, of position
    /// and orders together, and of loss: they must not lock a position in that is to be got rid of.
    func checkExposure(
        _ request: OrderRequest,
        _ exposure: Exposure,
        reduces: Bool,
        _ facts: MarketFacts,
        _ findings: inout RiskFindings
    ) {
        let added = scale.base(request.quantity)
        let worst =
            request.side == .buy
            ? exposure.longest.addingReportingOverflow(added) : exposure.shortest.subtractingReportingOverflow(added)
        // Nearer to nothing is let through even beyond the limit.
        let grows = worst.overflow || (request.side == .buy ? worst.partialValue > 0 : worst.partialValue < 0)
        let position = worst.overflow ? nil : value(worst.partialValue, at: facts.consumerMid)
        if grows { findings.check(position, atMost: scale.quote(whole: limits.position), .position) }
        if !reduces {
            findings.check(
                gross(request, exposure, facts),
                atMost: scale.quote(whole: limits.grossNotional),
                .grossNotional
            )
        }
        findings.check(Int128(exposure.openOrders + 1), atMost: Int128(limits.openOrders), .openOrders)
        guard !reduces else { return }
        findings.check(exposure.profit.map { -$0 }, atMost: scale.quote(whole: limits.loss), .loss)
    }

    /// Rows 14 and 15: how often orders went out by themselves, and the venue's budget of messages.
    func checkRates(_ venue: VenueID, at now: MonotonicTime, _ findings: inout RiskFindings) {
        findings.check(!isRepeating(at: now), .repetition)
        findings.check(budgets[venue.slot].outcome(of: 1, for: .newOrder, at: now) == .taken, .messageBudget)
    }

    /// The value of the position, of the open orders, and of this one.
    private func gross(_ request: OrderRequest, _ exposure: Exposure, _ facts: MarketFacts) -> Int128? {
        guard let position = value(exposure.position, at: facts.consumerMid),
            let own = scale.quote(Notional(request.limit, request.quantity))
        else { return nil }
        let held = position.addingReportingOverflow(exposure.openNotional)
        let sum = held.partialValue.addingReportingOverflow(own)
        return held.overflow || sum.overflow ? nil : sum.partialValue
    }

    /// What an amount of the base asset is worth at the consumer book's middle, rounded up; nil if that is not known.
    func value(_ base: Int128, at mid: Mid?) -> Int128? {
        guard base != 0 else { return 0 }
        guard let mid else { return nil }
        let doubled = base.multipliedReportingOverflow(by: Int128(mid.doubled))
        guard !doubled.overflow, doubled.partialValue != .min else { return nil }
        return (abs(doubled.partialValue) + 1) >> 1
    }
}
