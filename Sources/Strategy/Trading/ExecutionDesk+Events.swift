import Books

/// What the execution clients say.
extension ExecutionDesk {
    /// Takes an event of a venue's execution client in.
    mutating func handle(
        _ event: ExecutionEvent,
        _ context: TradingContext,
        _ quotes: inout TraderBook,
        into effects: inout [TraderEffect]
    ) {
        let now = context.now
        switch event {
        case .link(let venue, let state):
            setLink(state, of: venue, at: now, into: &effects)
        case .evidence(let venue, let id, let evidence):
            take(evidence, of: id, at: venue, context, into: &effects)
        case .notFound(let question, let askedAt, let tradesWereRead):
            let market = market(context)
            book.handleNotFound(
                question,
                askedAt: askedAt,
                tradesWereRead: tradesWereRead,
                market,
                at: now,
                into: &inner
            )
        case .account(let snapshot):
            take(snapshot, context, into: &effects)
        case .openOrders(let venue, let askedAt, let orders):
            take(orders, of: venue, askedAt: askedAt, context, into: &effects)
        case .balances:
            // Told as things move; whole snapshots are what is compared.
            break
        case .fee(let venue, let rate):
            book.matcher.fees[venue.slot] = rate
        case .oneWay(let venue, let span):
            book.noteOneWay(span, to: venue)
        case .clock(let venue, let estimate):
            paths[venue.slot].clock = estimate
        case .used(let venue, let count, let limit):
            note(used: count, of: limit, at: venue, now)
        case .deadMansSwitch(let venue, let until):
            paths[venue.slot].deadMansSwitch = until
            // Said of a switch that has been set anew since, it says nothing.
            if until == nil { paths[venue.slot].hasSwitch = paths[venue.slot].switchAt != nil }
        case .remark(_, let sentence, let isWarning):
            effects.append(.remark(sentence, isWarning: isWarning))
        }
        perform(&quotes, at: now, into: &effects)
        tellGates(into: &effects)
    }

    // MARK: - Parts

    private mutating func setLink(
        _ state: OrderLinkState,
        of venue: VenueID,
        at now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) {
        let before = paths[venue.slot].link
        // Ready again without having been away: the private stream had a gap.
        guard state != before || state.isReady else { return }
        paths[venue.slot].link = state
        paths[venue.slot].linkSince = now
        if state.isReady {
            // What happened while nothing was heard is not known: the account is read before anything is sent.
            paths[venue.slot].isReconciled = false
            paths[venue.slot].wasCompared = false
            paths[venue.slot].readAt = now
            paths[venue.slot].readAskedAt = nil
            paths[venue.slot].driftSeen = nil
            book.askAgain(at: venue, at: now)
            // One that an earlier connection has set may be running.
            paths[venue.slot].hasSwitch = hasDeadMansSwitch[venue.slot]
            paths[venue.slot].switchAt = nil
            paths[venue.slot].switchOffAt = nil
            if mode.isKilled, kill.indices.contains(venue.slot) {
                kill[venue.slot].repeatAt = now
                kill[venue.slot].lookedAt = nil
                kill[venue.slot].lookAt = now
            }
        } else {
            paths[venue.slot].readAskedAt = nil
            paths[venue.slot].deadMansSwitch = nil
        }
        if state != before { effects.append(.linkChanged(venue, from: before, to: state)) }
    }

    private mutating func take(
        _ evidence: OrderEvidence,
        of id: ClientOrderID,
        at venue: VenueID,
        _ context: TradingContext,
        into effects: inout [TraderEffect]
    ) {
        if book.order(id) != nil {
            if case .rejected(let refusal) = evidence { note(refusal, at: venue, context.now, into: &effects) }
            book.handle(evidence, of: id, market(context), at: context.now, into: &inner)
        } else if evidence.isSignOfLife, id.isGenuine(tags), !book.hasForgotten(id) {
            // A venue that tells its last fills again may go back beyond what is remembered: that is no orphan.
            adopt(id, at: venue, context.now, into: &effects)
        }
    }

    /// An order with our name that we do not know: it is cancelled, and a person is told.
    ///
    /// Told once, and asked for again only after a while if the venue still speaks of it: the answer to a cancellation is
    /// itself a word about the order, and must not lead to the next.
    mutating func adopt(
        _ id: ClientOrderID,
        at venue: VenueID,
        _ now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) {
        let before = orphans[id]
        if let before, now - before.askedAt < Self.orphanPause { return }
        if before == nil {
            guard orphans.count < Self.orphanLimit else { return }
            effects.append(.execution(.alarm(.orphan(id))))
        }
        let number = (before?.askings ?? 0) + 1
        orphans[id] = (askedAt: now, askings: number)
        effects.append(.command(venue, .cancel(OrderQuestion(id: id, venue: venue, number: number))))
        // Whether that has helped shows in the account.
        if paths[venue.slot].link.isReady, let readAt = paths[venue.slot].readAt {
            paths[venue.slot].readAt = min(readAt, now + Self.orphanPause)
        }
    }

    /// How soon an order that nobody knows is cancelled again, and how many are looked after.
    private static let orphanPause = TimeSpan.seconds(2)
    private static let orphanLimit = 1_000

    /// Three refusals of the same kind within a minute hold the venue: something is wrong that more orders do not mend.
    private mutating func note(
        _ refusal: OrderRefusal,
        at venue: VenueID,
        _ now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) {
        var refusals = paths[venue.slot].refusals
        refusals.removeAll { now - $0.at > .seconds(60) }
        refusals.append((refusal.text, now))
        let same = refusals.count { $0.code == refusal.text }
        paths[venue.slot].refusals = refusals
        if same >= 3, !paths[venue.slot].gate.isClosed {
            hold(venue, .rejects(refusal.text), at: now, into: &effects)
        }
    }

    /// The venue's own count of messages, brought to the size of our budget.
    private mutating func note(used count: Int64, of limit: Int64, at venue: VenueID, _ now: MonotonicTime) {
        guard limit > 0, count >= 0 else { return }
        let capacity = book.gate.budgets[venue.slot].size
        let used = Int128(count) * Int128(capacity) / Int128(limit)
        book.gate.budgets[venue.slot].note(used: Int64(clamping: used), at: now)
    }
}
