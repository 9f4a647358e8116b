import Books

/// Reading the venues' accounts, comparing them with what the fills make of them, and following a kill to its end.
extension ExecutionDesk {
    /// How often an account is read while nothing asks for it.
    static let readPause = TimeSpan.seconds(30)
    /// How often while an order is in doubt there, and when it is looked again whether one is.
    static let readPauseInDoubt = TimeSpan.seconds(120)
    static let readDelay = TimeSpan.seconds(5)
    /// How soon it is read once nothing of ours is open or in doubt, where balances could not be compared since the
    /// connection came up; at no other time: a venue with a slow budget of questions has to answer first what became of the
    /// orders in doubt.
    static let compareAgain = TimeSpan.milliseconds(10)
    /// After how long an answer to a reading is no longer waited for.
    static let readPatience = TimeSpan.seconds(5)

    /// Asks for what is due of the accounts, and repeats what a kill has not seen done.
    mutating func keepAccounts(
        _ context: TradingContext,
        _ quotes: inout TraderBook,
        into effects: inout [TraderEffect]
    ) {
        let now = context.now
        keepSwitches(at: now, into: &effects)
        repeatKill(context, &quotes, into: &effects)
        for slot in paths.indices where paths[slot].link.isReady {
            if let asked = paths[slot].readAskedAt, now - asked >= Self.readPatience { paths[slot].readAskedAt = nil }
            if paths[slot].wantsComparison, isQuiet(VenueID(slot: slot), since: now + TimeSpan(nanoseconds: 1)) {
                paths[slot].wantsComparison = false
                paths[slot].readAt = now + Self.compareAgain
            }
            guard let readAt = paths[slot].readAt, readAt <= now, paths[slot].readAskedAt == nil else { continue }
            // Balances cannot be compared while an order is in doubt, and the questions about it need the venue's budget.
            if book.isInDoubt(VenueID(slot: slot)), paths[slot].isReconciled, let last = paths[slot].reconciledAt,
                now - last < Self.readPauseInDoubt
            {
                paths[slot].readAt = now + Self.readDelay
                continue
            }
            paths[slot].readAskedAt = now
            paths[slot].readAt = now + Self.readPause
            effects.append(.command(VenueID(slot: slot), .reconcile(tradesSince: paths[slot].readSince)))
        }
    }

    /// Has the account of a leg's venue read at once.
    mutating func readSoon(_ leg: UInt8, at now: MonotonicTime) {
        guard paths.indices.contains(Int(leg)), paths[Int(leg)].readAskedAt == nil else { return }
        paths[Int(leg)].readAt = now
    }

    /// Takes in an account as the venue has it.
    mutating func take(
        _ snapshot: AccountSnapshot,
        _ context: TradingContext,
        into effects: inout [TraderEffect]
    ) {
        let now = context.now
        let slot = snapshot.venue.slot
        paths[slot].readAskedAt = nil
        let market = market(context)
        let orphans = merge(snapshot, market, at: now, into: &effects)
        confirmKill(at: snapshot.venue, askedAt: snapshot.askedAt, snapshot.openOrders, at: now)
        compare(snapshot, at: now, into: &effects)
        paths[slot].reconciledAt = now
        let foreign = paths[slot].foreignOrders
        effects.append(
            .reconciled(
                AccountReading(
                    venue: snapshot.venue,
                    askedAt: snapshot.askedAt,
                    tradesSince: snapshot.tradesSince,
                    openOrders: snapshot.openOrders.count - foreign,
                    orphans: orphans,
                    foreignOrders: foreign,
                    drift: paths[slot].drift,
                    agrees: paths[slot].isCompared,
                    opening: paths[slot].opening,
                    isFirst: !paths[slot].isReconciled
                )
            )
        )
        paths[slot].isReconciled = true
    }

    /// Takes in what is open at a venue, which a kill has asked for.
    mutating func take(
        _ orders: [VenueOrder],
        of venue: VenueID,
        askedAt: MonotonicTime,
        _ context: TradingContext,
        into effects: inout [TraderEffect]
    ) {
        let now = context.now
        if kill.indices.contains(venue.slot) {
            kill[venue.slot].lookedAt = nil
            let pause = paths[venue.slot].link.isReady ? Self.killRepeat : Self.killRepeatAway
            kill[venue.slot].lookAt = max(now, askedAt + pause)
        }
        _ = merge(orders, of: venue, market(context), at: now, into: &effects)
        confirmKill(at: venue, askedAt: askedAt, orders, at: now)
    }

    // MARK: - Evidence in a snapshot

    /// Takes in what a snapshot says of orders, and gives those of ours that were not known.
    private mutating func merge(
        _ snapshot: AccountSnapshot,
        _ market: ExecutionMarket,
        at now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) -> [ClientOrderID] {
        let orphans = merge(snapshot.openOrders, of: snapshot.venue, market, at: now, into: &effects)
        for trade in snapshot.trades {
            if let time = trade.fill.exchangeTime {
                let slot = snapshot.venue.slot
                let since = WallTime(nanoseconds: time.nanoseconds - Self.lookBack.nanoseconds)
                paths[slot].readSince = max(paths[slot].readSince, since)
            }
            guard let id = trade.id ?? book.orderID(trade.venueOrderID, at: snapshot.venue), book.order(id) != nil
            else {
                continue
            }
            book.handle(.fill(trade.fill), of: id, market, at: now, into: &inner)
        }
        return orphans
    }

    /// Takes in which orders are open, and gives those of ours that were not known.
    private mutating func merge(
        _ orders: [VenueOrder],
        of venue: VenueID,
        _ market: ExecutionMarket,
        at now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) -> [ClientOrderID] {
        var foreign = 0
        var orphans: [ClientOrderID] = []
        for order in orders {
            guard let id = order.id, id.isGenuine(tags) else {
                foreign += 1
                continue
            }
            guard book.order(id) != nil else {
                adopt(id, at: venue, now, into: &effects)
                orphans.append(id)
                continue
            }
            book.handle(.acknowledged(venueOrderID: order.venueOrderID), of: id, market, at: now, into: &inner)
            let status: OrderReport.Status = order.cumulative > .zero ? .partial : .new
            book.handle(
                .report(OrderReport(status, cumulative: order.cumulative)),
                of: id,
                market,
                at: now,
                into: &inner
            )
        }
        paths[venue.slot].foreignOrders = foreign
        return orphans
    }

    // MARK: - Balances

    /// Holds the balances against the fills; only between orders, for while one works both move.
    private mutating func compare(
        _ snapshot: AccountSnapshot,
        at now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) {
        let venue = snapshot.venue
        paths[venue.slot].isCompared = false
        guard isQuiet(venue, since: snapshot.askedAt) else {
            // After a restart nobody knows what the orders before it have come to until this is done.
            // So is a difference that was seen once.
            paths[venue.slot].wantsComparison = !paths[venue.slot].wasCompared || paths[venue.slot].driftSeen != nil
            return
        }
        let account = book.ledger.accounts[venue.slot]
        let held = (base: balance(of: snapshot, isBase: true), quote: balance(of: snapshot, isBase: false))
        guard let opening = paths[venue.slot].opening else {
            paths[venue.slot].opening = AccountOpening(
                base: held.base - account.base,
                quote: held.quote - account.quote
            )
            paths[venue.slot].noteComparison()
            return
        }
        let drift = AccountDrift(
            base: held.base - opening.base - account.base,
            quote: held.quote - opening.quote - account.quote
        )
        guard !drift.isNone else {
            paths[venue.slot].driftSeen = nil
            paths[venue.slot].drift = nil
            paths[venue.slot].noteComparison()
            return
        }
        // A balance may follow its trade by a moment: what is still so at the next reading is so, and another difference is
        // one that is seen for the first time.
        guard paths[venue.slot].driftSeen == drift else {
            paths[venue.slot].driftSeen = drift
            paths[venue.slot].readAt = now + .seconds(1)
            return
        }
        if paths[venue.slot].drift != drift {
            paths[venue.slot].drift = drift
            effects.append(.drifted(venue, drift))
            hold(.drift, at: now, into: &effects)
        }
    }

    /// A person takes a venue's balances as they are.
    mutating func acceptBalances() -> Bool {
        var hasAccepted = false
        for slot in paths.indices {
            guard let drift = paths[slot].drift else { continue }
            paths[slot].opening?.base += drift.base
            paths[slot].opening?.quote += drift.quote
            paths[slot].drift = nil
            paths[slot].driftSeen = nil
            paths[slot].noteComparison()
            hasAccepted = true
        }
        return hasAccepted
    }

    /// Whether nothing of ours can have traded at a venue since `time`.
    private func isQuiet(_ venue: VenueID, since time: MonotonicTime) -> Bool {
        book.parents.allSatisfy { parent in
            parent.children.allSatisfy { child in
                guard child.request.venue == venue, child.record.phase != .denied else { return true }
                if child.isGivenUp { return true }
                return child.record.phase.isClosed && child.record.missingFills == .zero
                    && child.closedAt.map { $0 < time } ?? false
            }
        }
    }

    private func balance(of snapshot: AccountSnapshot, isBase: Bool) -> Int128 {
        let instrument = book.ledger.instrument
        let asset = isBase ? instrument.base : instrument.quote
        let total = snapshot.balances.first { $0.asset == asset }?.total ?? 0
        return isBase ? book.ledger.scale.baseAmount(total) : book.ledger.scale.quoteAmount(total)
    }

    // MARK: - Kill

    /// Cancels everything once more where a kill is not confirmed, and looks what is open there.
    ///
    /// Without the private stream both go by requests beside it, less often. Only the list of open orders is asked for, and
    /// only where nothing is known to be open or in doubt: a venue with a slow budget of questions has to answer first what
    /// became of the orders in doubt.
    private mutating func repeatKill(
        _ context: TradingContext,
        _ quotes: inout TraderBook,
        into effects: inout [TraderEffect]
    ) {
        guard mode.isKilled else { return }
        let now = context.now
        for slot in kill.indices where kill[slot].confirmedAt == nil && paths[slot].link.isReachable {
            if kill[slot].repeatAt <= now {
                kill[slot].repeatAt = now + (paths[slot].link.isReady ? Self.killRepeat : Self.killRepeatAway)
                book.cancelAll(of: VenueID(slot: slot), market(context), at: now, into: &inner)
                perform(&quotes, at: now, into: &effects)
            }
            guard kill[slot].lookDue <= now, openOrders(at: VenueID(slot: slot)) == 0 else { continue }
            kill[slot].lookedAt = now
            effects.append(.command(VenueID(slot: slot), .listOpenOrders))
        }
    }

    /// Two answers half a second apart that nothing of ours is open, with nothing of ours in doubt, confirm a kill.
    private mutating func confirmKill(
        at venue: VenueID,
        askedAt: MonotonicTime,
        _ orders: [VenueOrder],
        at now: MonotonicTime
    ) {
        let slot = venue.slot
        guard mode.isKilled, kill.indices.contains(slot), kill[slot].confirmedAt == nil,
            askedAt >= kill[slot].since
        else { return }
        let isEmpty = !orders.contains { $0.id?.isGenuine(tags) ?? false } && openOrders(at: venue) == 0
        guard isEmpty else {
            kill[slot].emptyAt = nil
            return
        }
        guard let first = kill[slot].emptyAt else {
            kill[slot].emptyAt = askedAt
            return
        }
        if askedAt - first >= Self.killRepeat { kill[slot].confirmedAt = now }
    }
}
