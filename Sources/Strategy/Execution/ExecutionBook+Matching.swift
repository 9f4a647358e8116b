public import Books

/// From a crossing to orders on their way.
extension ExecutionBook {
    /// Executes every quote that the market reaches and the gate lets through.
    ///
    /// Call it when ``Matcher/hasCrossing(_:_:)`` says that there is something to do. `quotes` is not changed here: the
    /// effects say what becomes of each quote, and a quote that is matched is not looked at twice.
    public mutating func match(
        _ quotes: TraderBook,
        _ market: ExecutionMarket,
        at now: MonotonicTime,
        into effects: inout [ExecutionEffect]
    ) {
        claims.drop(endedBy: now)
        barred.removeAll { $0.until <= now }
        forget(at: now)
        guard market.facts.isRunning, !market.facts.isKilled else { return }
        let router = Router(terms: terms(market))
        guard let collar = collar(market, router) else { return }
        let largest = gate.largestQuantity(at: collar.highestBuy)
        var begun: [QuoteID] = []
        // At most one match a quote: each that is found is barred from the search for the next.
        while begun.count < 2 * TraderBook.levelLimit {
            let match = matcher.firstMatch(
                quotes,
                market.consumer,
                router: router,
                claims: claims,
                collar: collar,
                largest: { bounded(largest, $0, market) },
                isBarred: { quote in
                    begun.contains(quote) || barred.contains { $0.quote == quote }
                        || parents.contains { $0.endedAt == nil && $0.quote == quote }
                }
            )
            guard let match else { return }
            begun.append(match.quote.id)
            begin(match, market, at: now, into: &effects)
        }
    }

    /// Makes a match's children, past the gate.
    mutating func begin(
        _ match: Match,
        _ market: ExecutionMarket,
        at now: MonotonicTime,
        into effects: inout [ExecutionEffect]
    ) {
        parents.append(ParentOrder(match, epoch: configuration.epoch, number: next, decidedAt: now, mid: market.mid))
        next += 1
        let index = parents.count - 1
        effects.append(.matched(parents[index]))
        let passed = addChildren(match.route, best: match.best, to: index, market, at: now, into: &effects)
        if passed {
            gate.noteExecution(at: now)
            effects.append(.quoteState(match.quote.id, .working))
        } else {
            // What the gate has refused as a whole is not tried elsewhere.
            parents[index].reroutes = configuration.reroutes
            barred.append((match.quote.id, now + configuration.refusalSpan))
        }
        step(index, market, at: now, into: &effects)
    }

    /// Adds a route's children to a match and says whether any of them passed the gate.
    mutating func addChildren(
        _ route: Route,
        best: AllInPrice,
        to index: Int,
        _ market: ExecutionMarket,
        at now: MonotonicTime,
        into effects: inout [ExecutionEffect]
    ) -> Bool {
        let holds = holds(route)
        var passed = false
        for (child, hold) in zip(route.children, holds) {
            guard let attempt = parents[index].nextAttempt(child.venue) else { continue }
            let request = request(child, attempt: attempt, of: parents[index], releasedAt: now + hold)
            let proposal = proposal(request, best: best, allInCost: child.allInCost, in: parents[index], market)
            let refusals = gate.admit(proposal, market.facts, exposure(at: market.mid), at: now)
            let fence = Fence(
                expiresAt: request.expiresAt,
                rule: configuration.fences[child.venue.slot],
                clockError: market.facts.venues[child.venue.slot].clockError
            )
            parents[index].children.append(
                ChildOrder(
                    OrderRecord(request, fence: fence),
                    allInCost: child.allInCost,
                    best: best,
                    heldUntil: refusals.isEmpty ? now + hold : nil,
                    number: nextChild
                )
            )
            nextChild += 1
            let place = (index, parents[index].children.count - 1)
            guard refusals.isEmpty else {
                deny(place, refusals, at: now, into: &effects)
                continue
            }
            passed = true
            claims.claim(child.levels, for: request)
            if hold == .zero { submit(place, at: now, into: &effects) }
        }
        return passed
    }

    /// Lets a held child go, if the market and the gate still allow it.
    ///
    /// For messages and repetition it was counted when it passed, and is not asked again.
    mutating func release(
        _ place: (parent: Int, child: Int),
        _ market: ExecutionMarket,
        at now: MonotonicTime,
        into effects: inout [ExecutionEffect]
    ) {
        let child = parents[place.parent].children[place.child]
        let parent = parents[place.parent]
        let proposal = proposal(child.request, best: child.best, allInCost: child.allInCost, in: parent, market)
        let exposure = exposure(at: market.mid, without: child.request.id)
        var refusals = gate.refusals(proposal, market.facts, exposure, at: now)
        refusals.removeAll { $0.code == .messageBudget || $0.code == .repetition }
        if refusals.isEmpty {
            submit(place, at: now, into: &effects)
        } else {
            deny(place, refusals, at: now, into: &effects)
        }
    }

    /// `quantity`, or while only orders go that make the position smaller no more than brings it to nothing.
    ///
    /// Of a side that cannot make it smaller nothing is cut off: the gate refuses such an order, and that is told.
    func bounded(_ quantity: Quantity, _ side: OrderSide, _ market: ExecutionMarket) -> Quantity {
        guard market.facts.isReducing else { return quantity }
        let room = gate.scale.quantity(within: exposure(at: market.mid).room(for: side))
        return room > .zero ? min(quantity, room) : quantity
    }

    /// The terms on which each venue may be used now.
    func terms(_ market: ExecutionMarket) -> [VenueTerms?] {
        let facts = market.facts
        return facts.venues.indices.map { slot in
            let venue = facts.venues[slot]
            guard venue.isReady, venue.isTrading, venue.isArmed, let listing = venue.listing,
                !isHalted[slot], !isUnsettled(VenueID(slot: slot)),
                !(venue.isOnTrial && hasOpenOrder(at: VenueID(slot: slot)))
            else { return nil }
            let visible = min(venue.visibleBids.units, venue.visibleAsks.units)
            let most = Rounding.down.quotient(Int128(visible) * Int128(gate.limits.orderVolumePercent), 100) ?? 0
            return VenueTerms(
                listing: listing,
                fee: venue.fee,
                share: qualities[slot].fills.share,
                most: Quantity(units: venue.isOnTrial ? min(most, Self.smallest(listing, at: venue.mid)) : most)
            )
        }
    }

    /// The smallest quantity that a venue takes at about this price, with a tenth to spare for the price to move.
    private static func smallest(_ listing: VenueListing, at mid: Mid?) -> Int64 {
        guard let mid, mid.doubled > 0 else { return 0 }
        let value = listing.minimumNotional.units.multipliedReportingOverflow(by: 22)
        guard !value.overflow, let least = Rounding.up.quotient(value.partialValue, 10 * Int128(mid.doubled)) else {
            return 0
        }
        let lot = max(1, listing.lot.units)
        let enough = max(1, least, listing.minimumQuantity.units)
        return Int64(clamping: (Int128(enough) + Int128(lot) - 1) / Int128(lot) * Int128(lot))
    }

    // MARK: - Parts

    private mutating func submit(
        _ place: (parent: Int, child: Int),
        at now: MonotonicTime,
        into effects: inout [ExecutionEffect]
    ) {
        let child = parents[place.parent].children[place.child]
        parents[place.parent].children[place.child].heldUntil = nil
        parents[place.parent].children[place.child].submittedAt = now
        parents[place.parent].children[place.child].checkAt = now + configuration.answerTime
        parents[place.parent].children[place.child].record.add(.intent)
        effects.append(.submit(child.request))
        effects.append(.phaseChanged(child.request.id, from: .draft, to: .intent))
    }

    /// Drops a child that has not left.
    mutating func deny(
        _ place: (parent: Int, child: Int),
        _ refusals: [RiskRefusal],
        at now: MonotonicTime,
        into effects: inout [ExecutionEffect]
    ) {
        let child = parents[place.parent].children[place.child]
        parents[place.parent].children[place.child].heldUntil = nil
        parents[place.parent].children[place.child].checkAt = nil
        parents[place.parent].children[place.child].closedAt = now
        parents[place.parent].children[place.child].denial = refusals.first?.code
        parents[place.parent].children[place.child].record.add(.denied)
        claims.release(child.request.id, at: now)
        effects.append(.denied(child.request, refusals))
        effects.append(.phaseChanged(child.request.id, from: .draft, to: .denied))
    }

    private func proposal(
        _ request: OrderRequest,
        best: AllInPrice,
        allInCost: Int128,
        in parent: ParentOrder,
        _ market: ExecutionMarket
    ) -> OrderProposal {
        let others = parent.children.filter { $0.request.id != request.id }
        return OrderProposal(
            request,
            best: best,
            allInCost: allInCost,
            isLegOpen: others.contains { $0.request.venue == request.venue && $0.isOpen },
            meetsOwnOrder: meetsOwnOrder(request),
            isVenueInDoubt: isUnsettled(request.venue),
            isVenueHalted: isHalted[request.venue.slot]
                || market.facts.venues[request.venue.slot].isOnTrial
                    && hasOpenOrder(at: request.venue, but: request.id)
        )
    }

    /// Whether an order of ours on the other side may stand where this one would take.
    private func meetsOwnOrder(_ request: OrderRequest) -> Bool {
        parents.contains { parent in
            parent.side == request.side.opposite
                && parent.children.contains { child in
                    child.request.venue == request.venue && !child.record.phase.isClosed
                        && (request.side == .buy
                            ? child.request.limit <= request.limit : child.request.limit >= request.limit)
                }
        }
    }

    /// The collar that holds at every usable venue; nil if one of them has nothing to measure prices by.
    func collar(_ market: ExecutionMarket, _ router: Router) -> PriceCollar? {
        var common: PriceCollar?
        for slot in router.terms.indices where router.terms[slot] != nil {
            guard let own = gate.collar(for: VenueID(slot: slot), market.facts) else { return nil }
            guard let known = common else {
                common = own
                continue
            }
            common = PriceCollar(
                lowestSell: max(known.lowestSell, own.lowestSell),
                highestBuy: min(known.highestBuy, own.highestBuy)
            )
        }
        return common
    }

    private func holds(_ route: Route) -> [TimeSpan] {
        let oneWay = route.children.compactMap { qualities[$0.venue.slot].oneWay.median }
        guard configuration.synchronisesArrival, oneWay.count == route.children.count else {
            return Array(repeating: .zero, count: route.children.count)
        }
        return ArrivalSchedule.holds(oneWay)
    }

    private func request(
        _ child: Route.Child,
        attempt: Int,
        of parent: ParentOrder,
        releasedAt: MonotonicTime
    ) -> OrderRequest {
        OrderRequest(
            id: ClientOrderID(
                epoch: configuration.epoch,
                match: parent.number,
                leg: UInt8(child.venue.slot),
                attempt: attempt,
                side: parent.side,
                tags: tags
            ),
            venue: child.venue,
            side: parent.side,
            limit: child.limit,
            quantity: child.quantity,
            expiresAt: releasedAt + configuration.fences[child.venue.slot].window
        )
    }
}
