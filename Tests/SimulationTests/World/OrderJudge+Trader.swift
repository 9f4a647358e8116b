import Books
import Strategy

/// What the trader does, step by step, against the table of invariants.
extension OrderJudge {
    /// Looks at a step of the trader and what it led to.
    mutating func look(
        at trader: Trader,
        _ effects: [TraderEffect],
        _ now: MonotonicTime,
        isCaughtUp: Bool,
        _ trace: inout Trace
    ) {
        counts.checks += 1
        if isCaughtUp { checkBooks(trader) }
        guard !effects.isEmpty, let desk = trader.execution else { return }
        var hasOrders = false
        for (place, effect) in effects.enumerated() {
            switch effect {
            case .execution(let effect):
                hasOrders = true
                look(at: effect, before: effects[(place + 1)...], desk, trader, now, &trace)
            case .tradingChanged(_, let mode):
                trace.tell(now, "mode \(mode)")
                change(to: mode, at: now)
            case .limitChanged(let change):
                trace.tell(now, "limit \(change.name.rawValue) \(change.before) -> \(change.after)")
                if change.after > change.before, mode?.isHeld != true {
                    fail("L2: \(change.name.rawValue) was raised in the mode \(desk.mode)")
                }
                change.name.set(change.after, in: &limits)
                counts.limits += 1
            case .drifted(let venue, let drift):
                trace.tell(now, "drift \(venue.slot) \(drift.base) and \(drift.quote)")
                if cutCount == 0 { fail("L1: venue \(venue.slot) differs by \(drift.base) and \(drift.quote)") }
            case .remark(let sentence, _):
                check(sentence)
                trace.tell(now, "remark \(sentence)")
            case .reconciled(let reading):
                trace.tell(now, "reconciled \(reading.venue.slot)")
                isRead[reading.venue.slot] = true
                if let killedAt, reading.askedAt >= killedAt, reading.openOrders == 0 {
                    emptyReadings[reading.venue.slot] += 1
                }
            case .linkChanged(let venue, _, let link):
                isRead[venue.slot] = false
                trace.tell(now, "link \(venue.slot) \(link)")
            case .stateChanged(let venue, _, let state): trace.tell(now, "feed \(venue.slot) \(state)")
            case .venueGateChanged(let venue, let gate): trace.tell(now, "gate \(venue.slot) \(gate)")
            case .gate(let venue, let isOpen): trace.tell(now, "last gate \(venue.slot) \(isOpen ? "open" : "closed")")
            default: break
            }
        }
        if hasOrders { checkOrders(desk, now) }
        checkKill(desk, effects, now)
    }

    /// G5: the key cancels everything in the same step, and only two looks at an account confirm that nothing is open.
    private mutating func checkKill(_ desk: ExecutionDesk, _ effects: [TraderEffect], _ now: MonotonicTime) {
        guard case .killed(let cause, let since) = desk.mode else { return }
        for slot in desk.kill.indices where desk.kill[slot].confirmedAt != nil && emptyReadings[slot] < 2 {
            fail("G5: the kill is confirmed at venue \(slot) by \(emptyReadings[slot]) looks")
        }
        if let killedAt, !isKillConfirmed, desk.kill.allSatisfy({ $0.confirmedAt != nil }) {
            isKillConfirmed = true
            counts.killSpans.add(now - killedAt)
        }
        guard cause == .person, hasJustKilled else { return }
        hasJustKilled = false
        var cancelled: Set<ClientOrderID> = []
        for case .execution(.cancel(let question)) in effects { cancelled.insert(question.id) }
        for order in desk.book.parents.flatMap(\.children) where !order.record.phase.isClosed {
            if !cancelled.contains(order.request.id) {
                fail("G5: the kill at \(since.nanoseconds) does not cancel \(order.request.id.text)")
            }
        }
    }

    private mutating func change(to mode: TradingMode, at now: MonotonicTime) {
        let wasHeld = self.mode?.sendsOrders == false
        hasJustKilled = mode.isKilled && self.mode?.isKilled != true
        if hasJustKilled {
            killedAt = now
            isKillConfirmed = false
            emptyReadings = [0, 0]
        } else if self.mode?.isKilled == true, !mode.isKilled {
            killedAt = nil
            if phases.values.contains(where: { !$0.isClosed }) { fail("G5: a kill was cleared with orders open") }
        }
        self.mode = mode
        if mode.isRunning || mode.isReducing && wasHeld {
            executions = []
            moreLetAt = now
            // Only a key that came after the last lock takes the lock back.
            if lastRun > lastLock { lockedAt = nil }
        }
    }

    // MARK: - Effects

    private mutating func look(
        at effect: ExecutionEffect,
        before rest: ArraySlice<TraderEffect>,
        _ desk: ExecutionDesk,
        _ trader: Trader,
        _ now: MonotonicTime,
        _ trace: inout Trace
    ) {
        switch effect {
        case .submit(let request):
            trace.tell(
                now,
                "submit \(request.id.text) \(request.side) \(request.quantity.units) at \(request.limit.units)"
            )
            decide(request, before: rest, desk, trader, now)
        case .noted(let venue, let id, let evidence):
            trace.tell(now, "evidence \(id.text) \(evidence)")
            note(evidence, of: id, at: venue)
        case .phaseChanged(let id, let before, let after):
            trace.tell(now, "phase \(id.text) \(before) -> \(after)")
            step(id, before, after, now)
        case .alarm(let alarm):
            trace.tell(now, "alarm \(alarm)")
            raise(alarm)
        case .matched(let parent):
            counts.matches += 1
            if parent.quantity.units <= 0 { fail("O4: a match of nothing") }
            let others = desk.book.parents.filter { $0.quote == parent.quote && $0.number != parent.number }
            if others.contains(where: { $0.children.contains { Self.unbooked($0) > 0 } }) {
                fail("O4: match \(parent.number) is of a quote that was executed already, as far as it is not booked")
            }
        case .denied, .cancel, .query, .fetchTrades, .executed, .quoteState, .ended: break
        }
    }

    /// Looks at an order that was decided, `rest` being what the same step led to after that.
    ///
    /// Several things may be told in one step. What was lost by a later one was there when the order was decided; that it
    /// does not leave then is seen when it is to be sent.
    private mutating func decide(
        _ request: OrderRequest,
        before rest: ArraySlice<TraderEffect>,
        _ desk: ExecutionDesk,
        _ trader: Trader,
        _ now: MonotonicTime
    ) {
        let id = request.id
        let slot = request.venue.slot
        counts.decided += 1
        if decided[id] != nil { fail("O6: \(id.text) names two orders") }
        decided[id] = request
        // G1 and G2, at the decision.
        if isEnding { fail("G1: \(id.text) was decided after the end had begun") }
        var (wasRunning, wasLive, wasReady) = (false, false, false)
        for effect in rest {
            switch effect {
            case .tradingChanged(let before, _): wasRunning = wasRunning || before.sendsOrders
            case .stateChanged(request.venue, let before, _): wasLive = wasLive || before.isLive
            case .linkChanged(request.venue, let before, _): wasReady = wasReady || before.isReady
            default: break
            }
        }
        if !desk.mode.sendsOrders, !wasRunning { fail("G1: \(id.text) was decided in the mode \(desk.mode)") }
        if !trader.venues[slot].state.isLive, !wasLive { fail("G2: \(id.text) was decided without a live book") }
        if !desk.paths[slot].link.isReady, !wasReady { fail("G2: \(id.text) was decided without a way") }
        if !desk.paths[slot].isReconciled || !desk.paths[slot].wasCompared || !isRead[slot], !wasReady {
            fail("G2: \(id.text) was decided before the account was read and found to be what the fills make it")
        }
        if desk.book.isHalted[slot] { fail("G2: \(id.text) was decided for a halted venue") }
        if desk.paths[slot].gate.isClosed { fail("G2: \(id.text) was decided for a closed venue") }
        if let heard = trader.venues[slot].lastHeard, now - heard > (slot == 0 ? .milliseconds(1_500) : .seconds(3)) {
            fail("G2: \(id.text) was decided by a book of \((now - heard).milliseconds) ms")
        }
        // O9.
        if let listing = trader.venues[slot].listing {
            let isOnGrid =
                request.limit.units % listing.tick.units == 0 && request.quantity.units % listing.lot.units == 0
            if !isOnGrid || Notional(request.limit, request.quantity) < listing.minimumNotional {
                fail("O9: \(id.text) is not on the venue's grid")
            }
        }
        decideLimits(request, desk, trader, now)
        if mode?.isReducing == true { decideReducing(request, desk) }
    }

    /// Whatever fills of all that is open, this order among it: it must neither add to the position nor turn it around.
    private mutating func decideReducing(_ request: OrderRequest, _ desk: ExecutionDesk) {
        counts.reducing += 1
        let sign: Int128 = request.side == .buy ? 1 : -1
        let position = desk.book.ledger.holding.position
        var worst = position
        for order in desk.book.parents.flatMap(\.children) where order.request.side == request.side {
            worst += sign * desk.book.ledger.scale.base(Quantity(units: Self.unbooked(order)))
        }
        if sign * position >= 0 || sign * worst > 0 {
            fail("L2: \(request.id.text) brings a position of \(position) to \(worst) while it may only become smaller")
        }
    }

    private mutating func decideLimits(
        _ request: OrderRequest,
        _ desk: ExecutionDesk,
        _ trader: Trader,
        _ now: MonotonicTime
    ) {
        let id = request.id
        guard let parent = desk.book.parents.last(where: { $0.epoch == id.epoch && $0.number == id.match }) else {
            return fail("O4: \(id.text) belongs to no match")
        }
        // O10.
        let limit = parent.limitPrice
        if request.side == .buy ? request.limit > limit : request.limit < limit {
            fail("O10: \(id.text) is worse than its client's limit")
        }
        // O4 and O5, at the moment of the decision.
        let twins = parent.children.filter { $0.request.venue == request.venue && !$0.record.phase.isClosed }
        if twins.count > 1 { fail("O5: two orders of one leg at a time") }
        // L2: everything open, and this one, at its worst.
        let open = desk.book.parents.flatMap(\.children).filter { !$0.record.phase.isClosed }
        if open.count > limits.openOrders { fail("L2: \(open.count) open orders") }
        var worst = desk.book.ledger.holding.position
        for order in desk.book.parents.flatMap(\.children) where order.request.side == request.side {
            let rest = desk.book.ledger.scale.base(Quantity(units: Self.unbooked(order)))
            worst += request.side == .buy ? rest : -rest
        }
        let grows = request.side == .buy ? worst > 0 : worst < 0
        let value = abs(worst) * Int128(request.limit.units)
        // The limit is valued at the middle; the order's own price is at most a percent from it.
        if grows, let bound = desk.book.ledger.scale.quote(whole: limits.position), value > bound / 100 * 102 {
            fail("L2: a position of \(value) where \(bound) is allowed")
        }
        // G6.
        // What was decided before may go to the other venue now: it was counted then.
        if id.attempt == 0, parent.decidedAt >= moreLetAt, !executions.contains(where: { $0 == parent.decidedAt }) {
            executions.append(parent.decidedAt)
        }
        executions.removeAll { now - $0 > .seconds(60) }
        if executions.count > limits.executionsPerMinute + 1 { fail("G6: \(executions.count) executions in a minute") }
    }

    private mutating func note(_ evidence: OrderEvidence, of id: ClientOrderID, at venue: VenueID) {
        switch evidence {
        case .fill(let fill):
            let key = Trade.Key(slot: venue.slot, trade: fill.trade.text)
            // O1: booked once, and only what the exchange has traded.
            if !booked.insert(key).inserted { fail("O1: the trade \(fill.trade.text) of \(id.text) was noted twice") }
            cumulative[id, default: 0] += fill.quantity.units
            if cumulative[id] ?? 0 > traded[id] ?? 0 {
                fail("O1: the client knows of \(cumulative[id] ?? 0) of \(id.text), the exchange of \(traded[id] ?? 0)")
            }
        case .notStarted:
            if sent[id] != nil { fail("O8: \(id.text) counts as never started and was sent") }
        case .rejected:
            if accepted[id] != nil { fail("O12: \(id.text) counts as rejected and was accepted") }
        default: break
        }
    }

    private mutating func step(
        _ id: ClientOrderID,
        _ before: OrderPhase,
        _ after: OrderPhase,
        _ now: MonotonicTime
    ) {
        if after == .unknown { doubtedAt[id] = now }
        if before == .unknown, let since = doubtedAt.removeValue(forKey: id), let slot = decided[id]?.venue.slot {
            counts.doubtSpans[slot].add(now - since)
        }
        if let known = phases[id], known != before, known != after {
            fail("O2: \(id.text) was \(known), not \(before)")
        }
        phases[id] = after
        counts.edges[Edge(before: before, after: after), default: 0] += 1
        if !PhaseTable.allows(before, after) { fail("O2: \(id.text) went from \(before) to \(after)") }
        if after == .unknown { counts.unknown += 1 }
        if after == .neverPlaced {
            counts.neverPlaced += 1
            if accepted[id] != nil { fail("O12: \(id.text) counts as never placed and was accepted") }
        }
    }

    private mutating func raise(_ alarm: ExecutionAlarm) {
        switch alarm {
        case .lateFill: counts.lateFills += 1
        case .vanished: break
        case .orphan(let id):
            counts.orphans += 1
            if cutCount == 0 { fail("J3: \(id.text) is not known though nothing was cut off") }
        case .overfilled, .contradiction, .conflict, .notBooked, .impossibleStep:
            // The exchanges here never contradict themselves.
            fail("O2: the alarm \(alarm)")
        }
    }

    // MARK: - State

    private mutating func checkOrders(_ desk: ExecutionDesk, _ now: MonotonicTime) {
        var longest = desk.book.ledger.holding.position
        var shortest = longest
        var open = 0
        for parent in desk.book.active {
            var filled: Int64 = 0
            var committed: Int64 = 0
            for child in parent.children {
                let record = child.record
                filled += record.cumulative.units
                if record.phase == .overfilled || record.cumulative > child.request.quantity {
                    fail("O3: \(child.request.id.text) is overfilled")
                }
                if !record.phase.isClosed { committed += record.remainder.units }
            }
            if filled + committed > parent.quantity.units {
                fail(
                    "O4: match \(parent.number) has \(filled) filled and \(committed) committed of \(parent.quantity.units)"
                )
            }
            // L4: a match whose orders have ended, and whose fills are told, ends, or goes on, at once.
            if !parent.children.isEmpty,
                parent.children.allSatisfy({ $0.record.phase.isClosed && Self.unbooked($0) == 0 })
            {
                fail("L4: match \(parent.number) has no open order and has not ended")
            }
        }
        // L4: and none ends before its orders.
        for parent in desk.book.parents where parent.endedAt != nil {
            if !parent.children.allSatisfy(\.record.phase.isClosed) {
                fail("L4: match \(parent.number) has ended with an open order")
            }
        }
        for child in desk.book.parents.flatMap(\.children) {
            let rest = desk.book.ledger.scale.base(Quantity(units: Self.unbooked(child)))
            if child.request.side == .buy { longest += rest } else { shortest -= rest }
            if !child.record.phase.isClosed { open += 1 }
        }
        // What is in doubt stays reserved.
        let exposure = desk.book.exposure(at: nil)
        if exposure.longest != longest || exposure.shortest != shortest || exposure.openOrders != open {
            fail("L2: what is open is not what is reserved")
        }
    }

    private mutating func checkBooks(_ trader: Trader) {
        for slot in 0..<2 {
            let venue = trader.venues[slot]
            guard !venue.state.isLive, trader.consumer.isLive(VenueID(slot: slot)) else { continue }
            fail("B1: the book of a venue that is not live counts")
        }
    }

    /// Holds every live book against what its exchange has shown.
    ///
    /// When the venue was heard last says nothing: in a quiet market the answer to a ping proves the book as well.
    mutating func look(at trader: Trader, beside sites: [ExchangeSite], _ now: MonotonicTime) {
        for slot in 0..<2 where trader.venues[slot].state.isLive {
            let tops = trader.consumer.bestLevels(of: VenueID(slot: slot))
            if let bid = tops.bid, let ask = tops.ask, bid.price >= ask.price {
                fail("B2: a book that crosses itself counts as live")
            }
            let book = trader.consumer.book(of: VenueID(slot: slot))
            // By numbers all of a book is proved, by Kraken's checksum ten levels.
            switch sites[slot].books.finding(on: book, depth: slot == 0 ? .max : 10, at: now) {
            case .current: continue
            case .old(let age):
                guard age > (slot == 0 ? .seconds(4) : .seconds(6)) else { continue }
                fail("B1: a book of venue \(slot) that is \(age.milliseconds) ms old counts as live")
            case .unknown: fail("B1: a book that venue \(slot) never had, or long ago, counts as live")
            }
        }
    }
}

/// The edges between phases, as the design has them: a copy, so that the product's own table is checked by it.
enum PhaseTable {
    static func allows(_ before: OrderPhase, _ after: OrderPhase) -> Bool {
        let life: [OrderPhase] = [.live, .partial, .filled, .cancelled, .expired, .cancelling]
        if before == after { return true }
        switch before {
        case .draft:
            return after == .intent || after == .denied || after == .sent || after == .neverPlaced
                || after == .unknown || life.contains(after) || after == .rejected
        case .intent: return [.sent, .neverPlaced, .unknown, .rejected].contains(after) || life.contains(after)
        case .sent: return [.rejected, .unknown, .neverPlaced].contains(after) || life.contains(after)
        case .unknown: return [.rejected, .neverPlaced].contains(after) || life.contains(after)
        case .live: return [.partial, .filled, .cancelling, .cancelled, .expired].contains(after)
        case .partial: return [.filled, .cancelling, .cancelled, .expired].contains(after)
        case .cancelling: return [.cancelled, .expired, .filled, .live, .partial].contains(after)
        case .cancelled: return after == .filled
        case .expired: return after == .cancelled || after == .filled
        // An exchange that does not contradict itself never takes these back.
        // A refusal that comes after the proof that nothing is there.
        case .neverPlaced: return after == .rejected
        case .rejected, .denied, .filled, .overfilled: return false
        }
    }
}
