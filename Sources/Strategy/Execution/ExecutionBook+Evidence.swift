public import Books

/// What venues and the transport say, and what follows from it.
extension ExecutionBook {
    /// Takes in what was said about an order.
    ///
    /// Twice or late or in any order: the same set of evidence, so the same end. A fill is booked whatever else is true.
    public mutating func handle(
        _ evidence: OrderEvidence,
        of id: ClientOrderID,
        _ market: ExecutionMarket,
        at now: MonotonicTime,
        into effects: inout [ExecutionEffect]
    ) {
        guard let place = place(of: id) else {
            effects.append(.alarm(.orphan(id)))
            return
        }
        let before = parents[place.parent].children[place.child].record
        let fill = parents[place.parent].children[place.child].record.add(evidence)
        if parents[place.parent].children[place.child].record != before {
            effects.append(.noted(before.request.venue, id, evidence))
        }
        // The venue knows it after all: it is waited for again.
        if !parents[place.parent].children[place.child].record.phase.isClosed, evidence.isSignOfLife {
            parents[place.parent].children[place.child].isGivenUp = false
        }
        if let fill { book(fill, place, before, at: now, into: &effects) }
        noteTimes(evidence, place, market, at: now)
        noteChange(from: before, place, at: now, into: &effects)
        let hasEnded = parents[place.parent].endedAt != nil
        step(place.parent, market, at: now, into: &effects)
        // What comes after the end changes what it came to.
        if hasEnded, parents[place.parent].children[place.child].record.cumulative != before.cumulative {
            effects.append(.ended(ParentReport(parents[place.parent])))
        }
    }

    /// A person lets orders go to a venue again that had contradicted itself.
    public mutating func resume(_ venue: VenueID) {
        isHalted[venue.slot] = false
    }

    /// How long fills are waited for before a person can go on without them.
    static let fillPatience = TimeSpan.seconds(30)

    /// A person goes on without what a venue will not tell; gives how much of which quotes that concerns.
    ///
    /// That is fills that are missing for long, and orders that it had and does not know any more. They stay in the
    /// exposure, and the quotes have to count as executed by as much, or they would be executed again. What comes of them is
    /// booked; the comparison of balances shows what they were.
    mutating func giveUp(
        at venue: VenueID,
        _ market: ExecutionMarket,
        at now: MonotonicTime,
        into effects: inout [ExecutionEffect]
    ) -> [(quote: QuoteID, quantity: Quantity)] {
        var given: [(quote: QuoteID, quantity: Quantity)] = []
        for parent in parents.indices {
            let before = given.count
            for child in parents[parent].children.indices {
                let order = parents[parent].children[child]
                let isOverdue = order.awaitsFills && order.closedAt.map { now - $0 >= Self.fillPatience } ?? false
                guard order.request.venue == venue, !order.isGivenUp,
                    isOverdue || order.record.flags.contains(.vanished)
                else { continue }
                parents[parent].children[child].isGivenUp = true
                parents[parent].children[child].checkAt = nil
                given.append((parents[parent].quote, order.record.unbooked))
            }
            if given.count > before { step(parent, market, at: now, into: &effects) }
        }
        return given
    }

    /// Takes in that a venue was asked about an order and does not know it.
    ///
    /// It proves something only if the question was asked after the fence, and the second one only if the venue's trades
    /// since the order's intent were read after it and were silent too.
    public mutating func handleNotFound(
        _ question: OrderQuestion,
        askedAt: MonotonicTime,
        tradesWereRead: Bool,
        _ market: ExecutionMarket,
        at now: MonotonicTime,
        into effects: inout [ExecutionEffect]
    ) {
        guard let place = place(of: question.id) else { return }
        let child = parents[place.parent].children[place.child]
        let isEnough = tradesWereRead || child.record.absences == 0
        // Two answers from the same instant are one answer.
        let proves = child.record.fence.hasPassed(at: askedAt) && isEnough && child.isApart(at: askedAt)
        if proves { parents[place.parent].children[place.child].absentAt = askedAt }
        handle(
            .notFound(number: question.number, proves ? .afterFence : .beforeFence),
            of: question.id,
            market,
            at: now,
            into: &effects
        )
    }

    /// Takes in how long an order took to a venue: the venue's stamp less the time of sending, by one clock.
    public mutating func noteOneWay(_ span: TimeSpan, to venue: VenueID) {
        qualities[venue.slot].oneWay.add(span)
    }

    /// Asks for the cancellation of one order, or drops it if it has not left; false if it has ended or is not known.
    public mutating func cancel(
        _ id: ClientOrderID,
        _ market: ExecutionMarket,
        at now: MonotonicTime,
        into effects: inout [ExecutionEffect]
    ) -> Bool {
        guard let place = place(of: id), !parents[place.parent].children[place.child].record.phase.isClosed else {
            return false
        }
        drop(place, CancelCause(market.facts), at: now, into: &effects)
        step(place.parent, market, at: now, into: &effects)
        return true
    }

    /// Asks for the cancellation of every order that a venue, or without one any venue, may still have, and drops those
    /// that have not left.
    public mutating func cancelAll(
        of venue: VenueID? = nil,
        _ market: ExecutionMarket,
        at now: MonotonicTime,
        into effects: inout [ExecutionEffect]
    ) {
        let cause = CancelCause(market.facts)
        for parent in parents.indices {
            for child in parents[parent].children.indices {
                let order = parents[parent].children[child]
                if let venue, order.request.venue != venue { continue }
                if !order.record.phase.isClosed { drop((parent, child), cause, at: now, into: &effects) }
            }
            step(parent, market, at: now, into: &effects)
        }
    }

    // MARK: - Parts

    /// Takes an order back that has not left, or asks for its cancellation.
    private mutating func drop(
        _ place: (parent: Int, child: Int),
        _ cause: CancelCause,
        at now: MonotonicTime,
        into effects: inout [ExecutionEffect]
    ) {
        let order = parents[place.parent].children[place.child]
        if order.heldUntil != nil {
            deny(place, [RiskRefusal(.notRunning, order.request.venue)], at: now, into: &effects)
        } else {
            parents[place.parent].children[place.child].cancelCause = order.cancelCause ?? cause
            cancel(place, into: &effects)
        }
    }

    /// Asks for the cancellation of one order.
    mutating func cancel(_ place: (parent: Int, child: Int), into effects: inout [ExecutionEffect]) {
        let order = parents[place.parent].children[place.child]
        let before = order.record.phase
        let number = order.cancels + 1
        parents[place.parent].children[place.child].cancels = number
        parents[place.parent].children[place.child].record.add(.cancelRequested(number: number))
        effects.append(.cancel(OrderQuestion(id: order.request.id, venue: order.request.venue, number: number)))
        let after = parents[place.parent].children[place.child].record.phase
        if after != before { effects.append(.phaseChanged(order.request.id, from: before, to: after)) }
    }

    private mutating func book(
        _ fill: OrderFill,
        _ place: (parent: Int, child: Int),
        _ before: OrderRecord,
        at now: MonotonicTime,
        into effects: inout [ExecutionEffect]
    ) {
        let request = parents[place.parent].children[place.child].request
        do {
            try ledger.book(fill, request.side, at: request.venue)
        } catch {
            effects.append(.alarm(.notBooked(request.id, fill.trade)))
        }
        parents[place.parent].lastFillAt = now
        effects.append(.executed(parents[place.parent].quote, fill))
        // A fill that the venue's report had announced is not late, however long it takes.
        if before.phase.isClosed, before.missingFills == .zero {
            effects.append(.alarm(.lateFill(request.id, fill.trade)))
        }
    }

    /// Notes when the order left, was answered and ended.
    private mutating func noteTimes(
        _ evidence: OrderEvidence,
        _ place: (parent: Int, child: Int),
        _ market: ExecutionMarket,
        at now: MonotonicTime
    ) {
        var child = parents[place.parent].children[place.child]
        switch evidence {
        case .sendStarted:
            child.sentAt = child.sentAt ?? now
        case .acknowledged, .rejected, .fill, .report:
            if child.answeredAt == nil {
                child.answeredAt = now
                parents[place.parent].arrivalMid = parents[place.parent].arrivalMid ?? market.mid
                if let time = child.answerTime { qualities[child.request.venue.slot].noteAnswer(time) }
            }
        case .intent, .denied, .notStarted, .ambiguous, .cancelRequested, .cancelRejected, .notFound:
            break
        }
        parents[place.parent].children[place.child] = child
    }

    /// Tells what changed, and asks what the evidence now asks for.
    mutating func noteChange(
        from before: OrderRecord,
        _ place: (parent: Int, child: Int),
        at now: MonotonicTime,
        into effects: inout [ExecutionEffect]
    ) {
        let record = parents[place.parent].children[place.child].record
        let id = record.request.id
        let (old, new) = (before.phase, record.phase)
        if old != new {
            parents[place.parent].children[place.child].doubtSince = new == .unknown ? now : nil
            if new == .unknown { parents[place.parent].children[place.child].wasInDoubt = true }
            effects.append(.phaseChanged(id, from: old, to: new))
            if !old.canBecome(new) { effects.append(.alarm(.impossibleStep(id, from: old, to: new))) }
        }
        raise(record.flags.subtracting(before.flags), place, at: now, into: &effects)
        if new.isClosed, !old.isClosed { close(place, at: now) }
        schedule(place, at: now)
    }

    private mutating func raise(
        _ flags: OrderFlags,
        _ place: (parent: Int, child: Int),
        at now: MonotonicTime,
        into effects: inout [ExecutionEffect]
    ) {
        let request = parents[place.parent].children[place.child].request
        let id = request.id
        if !flags.isDisjoint(with: [.haltVenue, .contradiction]) { isHalted[request.venue.slot] = true }
        if flags.contains(.haltVenue) { effects.append(.alarm(.overfilled(id))) }
        if flags.contains(.contradiction) { effects.append(.alarm(.contradiction(id))) }
        if flags.contains(.conflict) { effects.append(.alarm(.conflict(id))) }
        if flags.contains(.vanished) { effects.append(.alarm(.vanished(id))) }
        if flags.contains(.fetchTrades) { ask(place, ExecutionEffect.fetchTrades, at: now, into: &effects) }
        if flags.contains(.query) { ask(place, ExecutionEffect.query, at: now, into: &effects) }
    }

    /// Asks the venue one more question about an order.
    mutating func ask(
        _ place: (parent: Int, child: Int),
        _ kind: (OrderQuestion) -> ExecutionEffect,
        at now: MonotonicTime,
        into effects: inout [ExecutionEffect]
    ) {
        parents[place.parent].children[place.child].queries += 1
        let child = parents[place.parent].children[place.child]
        effects.append(
            kind(
                OrderQuestion(
                    id: child.request.id,
                    venue: child.request.venue,
                    number: child.queries,
                    wantsTrades: child.record.absences == 1,
                    isEarly: !child.record.fence.hasPassed(at: now),
                    canStand: child.request.timeInForce != .immediateOrCancel,
                    since: child.tradesSince
                )
            )
        )
    }

    private mutating func close(_ place: (parent: Int, child: Int), at now: MonotonicTime) {
        let child = parents[place.parent].children[place.child]
        parents[place.parent].children[place.child].closedAt = child.closedAt ?? now
        claims.release(child.request.id, at: now + configuration.claimSpan)
        // What never reached the venue says nothing of what stands there.
        guard child.record.phase != .neverPlaced, child.record.phase != .rejected else { return }
        qualities[child.request.venue.slot].fills.note(
            filled: child.record.cumulative.units,
            of: child.request.quantity.units
        )
    }
}
