public import Books

/// The machine that owns every book: one event in, effects out, the same events always with the same effects.
///
/// It has one writer, the trader task. A book that cannot be proved leaves the consumer book in the same step in which
/// that is found out.
public struct Trader: Sendable {
    /// All venues' books, seen as one.
    public private(set) var consumer: ConsumerBook
    /// What is known of each venue, by slot.
    public private(set) var venues: [VenueRecord]
    /// Since when the consumer book is crossed or locked, without a break.
    public private(set) var crossedSince: MonotonicTime?
    /// The orders of our imagined clients.
    public internal(set) var traderBook = TraderBook()
    /// What we hold, below zero if we owe.
    public internal(set) var inventory = Quantity.zero

    /// Who quotes; nil in a console without a strategy.
    var desk: QuoteDesk?
    /// Who executes; nil in a console without an order path.
    public internal(set) var execution: ExecutionDesk?

    /// How far the venues are apart, while that is too far to believe both.
    public var decoupling: Decoupling? { agreement.decoupling }

    /// Whether the end was told.
    var hasEnded = false

    var agreement = VenueAgreement()
    private var audits: [TopOfBookAudit]
    /// The venues that state tops at all; the others have nothing to be audited by.
    private var statesTops: [Bool]

    /// A trader over `venueCount` venues, none of them heard of yet, with a strategy that is switched off.
    ///
    /// With `execution` what the quotes cross is executed.
    public init(
        venueCount: Int,
        at now: MonotonicTime,
        strategy: StrategySettings? = nil,
        execution: ExecutionSettings? = nil
    ) {
        self.execution = execution.map { ExecutionDesk($0, at: now) }
        desk = strategy.map { QuoteDesk($0, venueCount: venueCount) }
        consumer = ConsumerBook(venueCount: venueCount)
        venues = Array(repeating: VenueRecord(since: now), count: venueCount)
        audits = Array(repeating: TopOfBookAudit(), count: venueCount)
        statesTops = Array(repeating: false, count: venueCount)
    }

    // MARK: - Inputs

    /// Takes a batch of market events in, in their order.
    public mutating func handle(
        _ batch: borrowing MarketBatch,
        at now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) {
        // By index: without the optimiser an iterator over events this large asks the heap for each.
        for index in batch.events.indices {
            switch batch.events[index] {
            case .book(let update):
                apply(update, batch.levels, at: now, into: &effects)
            case .top(let top):
                audit(top, at: now, into: &effects)
            case .trade(let trade):
                take(trade, at: now)
            case .listing(let venue, let listing):
                venues[venue.slot].listing = listing
                consumer.setTick(listing.tick, venue: venue)
                desk?.note(listing, of: venue)
            case .state(let venue, let state, _):
                setState(state, of: venue, at: now, into: &effects)
            case .heard(let venue, let time):
                venues[venue.slot].lastHeard = time
                desk?.hear(venue, at: time)
            case .timing(let venue, let timing):
                venues[venue.slot].timing = timing
            }
        }
        noteCrossing(at: now)
        agreement.note(consumer, at: now)
        let venuesAgree = decoupling == nil
        execution?.venuesAgree = venuesAgree
        quote(at: now, into: &effects)
        execute(at: now, into: &effects)
    }

    /// Takes a person's command in.
    public mutating func handle(
        _ command: OperatorCommand,
        at now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) {
        switch command {
        case .reconnect(let venue):
            effects.append(.reconnect(venue))
        case .strategyOn:
            setStrategy(true, at: now, into: &effects)
        case .strategyOff:
            setStrategy(false, at: now, into: &effects)
        case .set(let name, let value):
            setParameter(name, to: value, into: &effects)
        case .remark(let sentence, let isWarning):
            effects.append(.remark(sentence, isWarning: isWarning))
        case .stop:
            stop(at: now, into: &effects)
        case .holdBecause(.clockJump):
            distrustAll(at: now, into: &effects)
            execution?.forgetClocks()
            trade(command, at: now, into: &effects)
        case .hold, .run, .reduce, .kill, .rearm, .arm, .cancel, .cancelAll, .gate, .acceptBalances, .holdBecause,
            .journal, .limit:
            trade(command, at: now, into: &effects)
        }
    }

    // MARK: - Parts

    private mutating func apply(
        _ update: BookUpdate,
        _ levels: borrowing [PriceLevel],
        at now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) {
        let slot = update.venue.slot
        // Another connection's whole book: tops from before it may be missing between the two.
        if update.kind == .snapshot, venues[slot].state.isLive { audits[slot].restart() }
        consumer.apply(update, levels: levels)
        venues[slot].messages &+= 1
        venues[slot].sequence = update.sequence
        if update.kind == .snapshot {
            venues[slot].needsSnapshot = false
            venues[slot].doubt = nil
        }
        if let exchangeTime = update.exchangeTime {
            venues[slot].lastUpdate = UpdateTimes(exchange: exchangeTime, received: update.receiveTime)
        }
        if consumer.isCrossedOrLocked(update.venue) {
            switch venues[slot].state {
            case .live, .stale, .lagging:
                // Late or old, it is kept: what crossed it stays in it, though the market may move beyond.
                distrust(update.venue, .crossed, at: now, into: &effects)
            case .syncing, .resyncing:
                // The same is true of what is put on a snapshot before the book goes live: each of those changes makes a
                // book that the venue has had.
                if !venues[slot].needsSnapshot { distrust(update.venue, .crossed, at: now, into: &effects) }
            case .connecting, .barred, .halted, .distrusted, .down:
                // It is looked at when it wants to be live.
                break
            }
            return
        }
        let top = consumer.bestLevels(of: update.venue)
        desk?.note(update.venue, bid: top.bid, ask: top.ask, at: now)
        if statesTops[slot] {
            let verdict = audits[slot].take(sequence: update.sequence, bid: top.bid, ask: top.ask)
            judge(verdict, update.venue, at: now, into: &effects)
        }
    }

    private mutating func audit(
        _ top: StatedTop,
        at now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) {
        let slot = top.venue.slot
        venues[slot].messages &+= 1
        statesTops[slot] = true
        judge(audits[slot].take(top), top.venue, at: now, into: &effects)
    }

    private mutating func judge(
        _ verdict: TopOfBookAudit.Verdict?,
        _ venue: VenueID,
        at now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) {
        guard case .mismatched = verdict else { return }
        distrust(venue, .topMismatch, at: now, into: &effects)
    }

    /// Takes a venue out of the matchable book and asks for its book anew.
    private mutating func distrust(
        _ venue: VenueID,
        _ reason: ResyncReason,
        at now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) {
        guard venues[venue.slot].state.isLive else {
            venues[venue.slot].doubt = reason
            return
        }
        reject(venue, reason, at: now, into: &effects)
    }

    /// Takes every live venue out of the matchable book and asks for its book anew: nobody looked for a while.
    private mutating func distrustAll(at now: MonotonicTime, into effects: inout [TraderEffect]) {
        for slot in venues.indices where venues[slot].state.isLive {
            reject(VenueID(slot: slot), .requested, at: now, into: &effects)
        }
        quote(at: now, into: &effects)
    }

    private mutating func reject(
        _ venue: VenueID,
        _ reason: ResyncReason,
        at now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) {
        setState(.resyncing(reason), of: venue, at: now, into: &effects)
        venues[venue.slot].needsSnapshot = true
        effects.append(.resync(venue, reason))
    }

    private mutating func take(_ trade: Trade, at now: MonotonicTime) {
        let slot = trade.venue.slot
        venues[slot].messages &+= 1
        venues[slot].previousTradePrice = venues[slot].lastTrade?.price
        venues[slot].lastTrade = trade
        desk?.note(trade)
        execution?.note(trade, at: now)
    }

    private mutating func setState(
        _ state: FeedState,
        of venue: VenueID,
        at now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) {
        let slot = venue.slot
        let before = venues[slot].state
        guard state != before else { return }
        if state.isLive {
            // A feed may have said "live" before it heard that its book is distrusted.
            if venues[slot].needsSnapshot { return }
            if let reason = venues[slot].doubt ?? (consumer.isCrossedOrLocked(venue) ? .crossed : nil) {
                reject(venue, reason, at: now, into: &effects)
                return
            }
        }
        consumer.setLive(state.isLive, venue: venue)
        execution?.paths[slot].market = MarketState(state)
        desk?.setLive(state.isLive, venue, consumer, at: now)
        venues[slot].state = state
        venues[slot].stateSince = now
        if case .resyncing(.gap) = state { venues[slot].gaps += 1 }
        noteOutage(state, slot, at: now)
        if state.losesBook {
            venues[slot].needsSnapshot = true
            venues[slot].doubt = nil
        }
        if !state.isLive { audits[slot].restart() }
        effects.append(.stateChanged(venue, from: before, to: state))
    }

    private mutating func noteOutage(_ state: FeedState, _ slot: Int, at now: MonotonicTime) {
        if case .down(let reason, let failures, let retryAt) = state {
            let since = venues[slot].outage?.since ?? venues[slot].lastHeard ?? now
            venues[slot].outage = OutageRecord(since: since, reason: reason, failures: failures, retryAt: retryAt)
        } else if state.isLive {
            venues[slot].outage = nil
        }
    }

    private mutating func noteCrossing(at now: MonotonicTime) {
        if consumer.isCrossed || consumer.isLocked {
            crossedSince = crossedSince ?? now
        } else {
            crossedSince = nil
        }
    }
}
