import Books

/// Reading the venues' accounts, comparing them with what the fills make of them, and following a kill to its end.
extension ExecutionDesk {
    /// How often an account is read while nothing asks for it.
    static let readPause = TimeSpan.seconds(30)
    /// How soon it is read again while balances could not be compared since the connection came up; as often as a venue
    /// with a slow budget of questions bears.
    static let compareAgain = TimeSpan.seconds(2)
    /// After how long an answer to a reading is no longer waited for.
    static let readPatience = TimeSpan.seconds(5)
    /// How often the venues' own switches are renewed, and how long they wait.
    static let switchPause = TimeSpan.seconds(20)
    static let switchSpan = TimeSpan.seconds(60)

    /// Asks for what is due of the accounts, and repeats what a kill has not seen done.
    mutating func keepAccounts(
        _ context: TradingContext,
        _ quotes: inout TraderBook,
        into effects: inout [TraderEffect]
    ) {
        let now = context.now
        renewSwitches(at: now, into: &effects)
        repeatKill(context, &quotes, into: &effects)
        for slot in paths.indices where paths[slot].link.isReady {
            if let asked = paths[slot].readAskedAt, now - asked >= Self.readPatience { paths[slot].readAskedAt = nil }
            guard let readAt = paths[slot].readAt, readAt <= now, paths[slot].readAskedAt == nil else { continue }
            paths[slot].readAskedAt = now
            paths[slot].readAt = now + (mode.isKilled ? Self.killRepeat : Self.readPause)
            effects.append(.command(VenueID(slot: slot), .reconcile(tradesSince: readSince)))
        }
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
        let since = readSince
        let orphans = merge(snapshot, market, at: now, into: &effects)
        confirmKill(snapshot, at: now)
        compare(snapshot, at: now, into: &effects)
        paths[slot].reconciledAt = now
        let foreign = paths[slot].foreignOrders
        effects.append(
            .reconciled(
                AccountReading(
                    venue: snapshot.venue,
                    askedAt: snapshot.askedAt,
                    tradesSince: since,
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

    // MARK: - Evidence in a snapshot

    /// Takes in what a snapshot says of orders, and gives those of ours that were not known.
    private mutating func merge(
        _ snapshot: AccountSnapshot,
        _ market: ExecutionMarket,
        at now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) -> [ClientOrderID] {
        var foreign = 0
        var orphans: [ClientOrderID] = []
        for order in snapshot.openOrders {
            guard let id = order.id, id.isGenuine(tags) else {
                foreign += 1
                continue
            }
            guard book.order(id) != nil else {
                adopt(id, at: snapshot.venue, now, into: &effects)
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
        paths[snapshot.venue.slot].foreignOrders = foreign
        for trade in snapshot.trades {
            if let time = trade.fill.exchangeTime {
                readSince = max(readSince, WallTime(nanoseconds: time.nanoseconds - Self.lookBack.nanoseconds))
            }
            guard let id = trade.id ?? book.orderID(trade.venueOrderID, at: snapshot.venue), book.order(id) != nil
            else {
                continue
            }
            book.handle(.fill(trade.fill), of: id, market, at: now, into: &inner)
        }
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
            // Soon again: after a restart nobody knows what the orders before it have come to until this is done.
            if !paths[venue.slot].wasCompared { paths[venue.slot].readAt = now + Self.compareAgain }
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
            paths[venue.slot].driftSeenAt = nil
            paths[venue.slot].drift = nil
            paths[venue.slot].noteComparison()
            return
        }
        // A balance may follow its trade by a moment: what is still so after a second reading is so.
        guard paths[venue.slot].driftSeenAt != nil else {
            paths[venue.slot].driftSeenAt = now
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
            paths[slot].driftSeenAt = nil
            hasAccepted = true
        }
        return hasAccepted
    }

    /// Whether nothing of ours can have traded at a venue since `time`.
    private func isQuiet(_ venue: VenueID, since time: MonotonicTime) -> Bool {
        book.parents.allSatisfy { parent in
            parent.children.allSatisfy { child in
                guard child.request.venue == venue, child.record.phase != .denied else { return true }
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

    /// Cancels everything once more where a kill is not confirmed.
    private mutating func repeatKill(
        _ context: TradingContext,
        _ quotes: inout TraderBook,
        into effects: inout [TraderEffect]
    ) {
        guard mode.isKilled else { return }
        for slot in kill.indices where kill[slot].confirmedAt == nil && paths[slot].link.isReady {
            guard kill[slot].repeatAt <= context.now else { continue }
            kill[slot].repeatAt = context.now + Self.killRepeat
            book.cancelAll(of: VenueID(slot: slot), market(context), at: context.now, into: &inner)
            perform(&quotes, at: context.now, into: &effects)
        }
    }

    /// Two answers half a second apart that nothing of ours is open, with nothing of ours in doubt, confirm a kill.
    private mutating func confirmKill(_ snapshot: AccountSnapshot, at now: MonotonicTime) {
        let slot = snapshot.venue.slot
        guard case .killed(_, let since) = mode, kill.indices.contains(slot), kill[slot].confirmedAt == nil,
            snapshot.askedAt >= since
        else { return }
        let isEmpty =
            !snapshot.openOrders.contains { $0.id?.isGenuine(tags) ?? false } && openOrders(at: snapshot.venue) == 0
        guard isEmpty else {
            kill[slot].emptyAt = nil
            return
        }
        guard let first = kill[slot].emptyAt else {
            kill[slot].emptyAt = snapshot.askedAt
            paths[slot].readAt = snapshot.askedAt + Self.killRepeat
            return
        }
        if snapshot.askedAt - first >= Self.killRepeat { kill[slot].confirmedAt = now }
    }

    private mutating func renewSwitches(at now: MonotonicTime, into effects: inout [TraderEffect]) {
        guard let due = switchAt, due <= now else { return }
        switchAt = nil
        for slot in paths.indices where hasDeadMansSwitch[slot] && paths[slot].link.isReady {
            effects.append(.command(VenueID(slot: slot), .deadMansSwitch(Self.switchSpan)))
            switchAt = now + Self.switchPause
        }
    }
}
