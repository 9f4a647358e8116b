public import Books
public import Strategy

/// What a journal amounts to: all that a restart has to know, from its entries and nothing else.
///
/// The same entries lead to the same history. While the console runs, the journal's writer keeps one beside the file, so
/// that it can begin a new file with ``restoring`` when the old one fails.
public struct JournalHistory: Sendable {
    /// The newest start of the console; nil of an empty journal.
    public private(set) var epoch: JournalEpoch?
    /// Position, cash and fees by all fills; nil before the first start.
    public private(set) var ledger: Ledger?
    /// The last checkpoint of the ledger.
    public private(set) var checkpoint: LedgerCheckpoint?
    /// The fills since that checkpoint, in the order of the file.
    public private(set) var fillsSinceCheckpoint: [BookedFill] = []
    /// The last change of the console's mode.
    public private(set) var mode: ModeChange?
    /// The last change of each venue's mode, by slot.
    public private(set) var venueModes: [ModeChange?] = Array(repeating: nil, count: VenueID.limit)
    /// Whether a kill was never unlocked: from killed to paused or to run, which only a person does.
    public private(set) var isKilled = false
    /// What the strategy's parameters were changed to, in the order of the changes.
    public private(set) var parameters: [ParameterChange] = []
    /// What limits of the pre-trade list were changed to last, in the order of the changes.
    public private(set) var limits: [LimitChange] = []
    /// Below which number nonces may have been used, by slot.
    public private(set) var nonces: [UInt64?] = Array(repeating: nil, count: VenueID.limit)
    /// When something traded last, by the venue's clock, by slot.
    public private(set) var lastTrades: [WallTime?] = Array(repeating: nil, count: VenueID.limit)
    /// What each venue's account held before anything that is written here, by slot.
    public private(set) var openings: [AccountOpening?] = Array(repeating: nil, count: VenueID.limit)
    /// How the newest start has ended; nil if it runs or was cut off.
    public private(set) var end: JournalEnd?
    /// Matches that were decided and have not ended, in their order.
    public private(set) var openMatches: [JournalMatch] = []
    /// How many entries could not be written.
    public private(set) var lost = 0
    /// Whether a checkpoint was another one than the fills before it make, or a fill could not be booked.
    public private(set) var isLedgerBroken = false

    private var known: [ClientOrderID: (place: Int, order: JournaledOrder)] = [:]
    private var places = 0
    /// Whether a file that goes on from another one is still repeating what that one held.
    private var isRestoring = false

    /// A fill and the order that it belongs to.
    public struct BookedFill: Sendable, Hashable {
        /// Where it happened.
        public let venue: VenueID
        /// The order that traded.
        public let order: ClientOrderID
        /// The fill.
        public let fill: OrderFill
    }

    /// The history of an empty journal.
    public init() {}

    // MARK: - Queries

    /// The orders of all starts that are not sealed, in the order of their intents.
    public var orders: [JournaledOrder] { all.filter { $0.sealedAt == nil } }

    /// What is known of an order; nil if nothing is, or if it was sealed long ago.
    public func order(_ id: ClientOrderID) -> JournaledOrder? {
        known[id]?.order
    }

    /// Every remembered order, sealed or not.
    private var all: [JournaledOrder] {
        known.values.sorted { $0.place < $1.place }.map(\.order)
    }

    // MARK: - Inputs

    /// Takes the next entry, written at `time`.
    public mutating func apply(_ entry: JournalEntry, at time: WallTime) {
        switch entry {
        case .epoch(let epoch): begin(epoch)
        case .matched(let match): openMatches.append(match)
        case .intent(let intent): add(intent, at: time)
        case .evidence(let venue, let id, let evidence): add(evidence, venue, id, at: time)
        case .cancelAsked(let question):
            add(.cancelRequested(number: question.number), question.venue, question.id, at: time)
        case .ended(let report): openMatches.removeAll { $0.number == report.number }
        case .mode(let change): take(change)
        case .parameter(let change):
            parameters.removeAll { $0.name == change.name }
            parameters.append(change)
        case .limit(let change):
            limits.removeAll { $0.name == change.name }
            limits.append(change)
        case .checkpoint(let checkpoint): take(checkpoint)
        case .reconciled(let outcome):
            if let opening = outcome.opening { openings[outcome.venue.slot] = opening }
            seal(outcome, at: time)
        case .sealed(_, let id): known[id]?.order.sealedAt = time
        case .nonce(let venue, let bound): nonces[venue.slot] = max(nonces[venue.slot] ?? 0, bound)
        case .lost(let count): lost = lost.addingReportingOverflow(count).partialValue
        case .end(let end): self.end = end
        case .denied, .fence, .link, .alarm, .note: break
        }
    }

    /// The entries that lead to this history from an empty one, but for the start that they follow.
    ///
    /// A journal that goes on in a new file begins with them.
    var restoring: [(entry: JournalEntry, at: WallTime)] {
        let start = WallTime(nanoseconds: 0)
        var entries: [(JournalEntry, WallTime)] = []
        for order in all {
            if let intent = order.intent { entries.append((.intent(intent), order.since)) }
            for (index, evidence) in order.evidence.enumerated() {
                let isFirst = index == 0 && order.intent == nil
                let isLast = index == order.evidence.count - 1
                let time = isFirst ? order.since : isLast ? order.changedAt : order.since
                entries.append((.evidence(order.venue, order.id, evidence), time))
            }
            if let sealedAt = order.sealedAt { entries.append((.sealed(order.venue, order.id), sealedAt)) }
        }
        entries += openMatches.map { (.matched($0), start) }
        entries += parameters.map { (.parameter($0), start) }
        entries += limits.map { (.limit($0), start) }
        if let mode {
            if isKilled, mode.to != .killed {
                let latch = ModeChange(from: mode.from, to: .killed, who: "journal", why: "a kill was never unlocked")
                entries.append((.mode(latch), start))
            }
            entries.append((.mode(mode), start))
        }
        entries += venueModes.compactMap { change in change.map { (.mode($0), start) } }
        for (slot, bound) in nonces.enumerated() {
            if let bound { entries.append((.nonce(VenueID(slot: slot), bound), start)) }
        }
        for (slot, opening) in openings.enumerated() {
            guard let opening else { continue }
            let reading = Reconciliation(
                venue: VenueID(slot: slot),
                tradesSince: nil,
                askedAt: start,
                openOrders: 0,
                opening: opening
            )
            entries.append((.reconciled(reading), start))
        }
        if lost > 0 { entries.append((.lost(lost), start)) }
        if let ledger {
            entries.append((.checkpoint(LedgerCheckpoint(ledger, stateHash: checkpoint?.stateHash ?? "")), start))
        }
        return entries
    }
}

extension JournalHistory {
    // MARK: - Parts

    private mutating func begin(_ next: JournalEpoch) {
        isRestoring = next.continues != nil
        if let ledger, epoch?.instrument == next.instrument {
            // A venue more, or one less, changes what is counted from now on, not what was.
            if ledger.accounts.count < next.venues.count {
                let added = Array(repeating: VenueAccount(), count: next.venues.count - ledger.accounts.count)
                self.ledger = Ledger(next.instrument, accounts: ledger.accounts + added, holding: ledger.holding)
            }
        } else {
            // Another instrument has other units: nothing of the old ledger can be added to.
            ledger = Ledger(next.instrument, venueCount: next.venues.count)
            limits = []
            checkpoint = nil
            fillsSinceCheckpoint = []
        }
        if next.continues == nil { openMatches = [] }
        epoch = next
        end = nil
    }

    private mutating func add(_ intent: OrderIntent, at time: WallTime) {
        let id = intent.request.id
        if known[id] != nil {
            known[id]?.order.intent = intent
        } else {
            remember(JournaledOrder(id: id, venue: intent.request.venue, intent: intent, since: time))
        }
    }

    private mutating func add(
        _ evidence: OrderEvidence,
        _ venue: VenueID,
        _ id: ClientOrderID,
        at time: WallTime
    ) {
        if known[id] == nil {
            switch evidence {
            // Our own word that it never left says nothing of an order that was never to be sent.
            case .intent, .denied, .notStarted, .cancelRequested: return
            default: remember(JournaledOrder(id: id, venue: venue, intent: nil, since: time))
            }
        }
        guard let fill = known[id]?.order.add(evidence, at: time) else { return }
        if let traded = fill.exchangeTime {
            lastTrades[venue.slot] = max(traded, lastTrades[venue.slot] ?? traded)
        }
        fillsSinceCheckpoint.append(BookedFill(venue: venue, order: id, fill: fill))
        guard ledger != nil, venue.slot < ledger?.accounts.count ?? 0 else {
            isLedgerBroken = true
            return
        }
        do {
            try ledger?.book(fill, id.side, at: venue)
        } catch {
            isLedgerBroken = true
        }
    }

    private mutating func remember(_ order: JournaledOrder) {
        known[order.id] = (places, order)
        places += 1
    }

    private mutating func take(_ change: ModeChange) {
        if let venue = change.venue {
            venueModes[venue.slot] = change
            return
        }
        mode = change
        if change.to == .killed {
            isKilled = true
        } else if change.from == .killed, change.to == .paused || change.to == .run {
            isKilled = false
        }
    }

    private mutating func take(_ next: LedgerCheckpoint) {
        guard let epoch else { return }
        let stated = next.ledger(epoch.instrument)
        if !isRestoring, let ledger, ledger != stated { isLedgerBroken = true }
        isRestoring = false
        ledger = stated
        checkpoint = next
        fillsSinceCheckpoint = []
    }

    /// Seals what a comparison with the venue's account has settled, and forgets what was sealed long ago.
    ///
    /// An order is settled when it has ended, nothing is missing of it, its fence has passed, and the venue's trades
    /// around it were read and agree.
    private mutating func seal(_ outcome: Reconciliation, at time: WallTime) {
        guard outcome.agrees, let since = outcome.tradesSince else { return }
        for (id, entry) in known where entry.order.venue == outcome.venue {
            let order = entry.order
            if let sealedAt = order.sealedAt {
                if isForgettable(order, sealedAt, at: time) { known[id] = nil }
            } else if let intent = order.intent, let record = order.record, record.phase.isClosed,
                record.missingFills == .zero, outcome.askedAt >= intent.fencePassesAt,
                order.since.elapsed(since: since) >= Self.before,
                outcome.askedAt.elapsed(since: order.changedAt) >= Self.after
            {
                known[id]?.order.sealedAt = time
            }
        }
    }

    /// Whether an order was sealed so long ago that no reading of trades can come across it any more.
    private func isForgettable(_ order: JournaledOrder, _ sealedAt: WallTime, at time: WallTime) -> Bool {
        guard time.elapsed(since: sealedAt) >= Self.memory else { return false }
        guard let last = order.fills.compactMap(\.exchangeTime).max() else { return order.fills.isEmpty }
        guard let newest = lastTrades[order.venue.slot] else { return false }
        return newest.elapsed(since: last) >= Self.overlap
    }

    /// How long before its intent, and after its end, the venue's trades must have been read for an order to be settled.
    private static let before = TimeSpan.seconds(5)
    private static let after = TimeSpan.seconds(60)
    /// How long a sealed order is remembered at least.
    private static let memory = TimeSpan.seconds(3_600)
    /// Trades are read again from some time before the last known one; this is twice that.
    private static let overlap = TimeSpan.seconds(600)
}

extension JournalHistory: Equatable {
    public static func == (left: JournalHistory, right: JournalHistory) -> Bool {
        left.epoch == right.epoch && left.ledger == right.ledger && left.checkpoint == right.checkpoint
            && left.fillsSinceCheckpoint == right.fillsSinceCheckpoint && left.mode == right.mode
            && left.venueModes == right.venueModes && left.isKilled == right.isKilled
            && left.parameters == right.parameters && left.limits == right.limits && left.nonces == right.nonces
            && left.lastTrades == right.lastTrades
            && left.openings == right.openings && left.end == right.end && left.openMatches == right.openMatches
            && left.lost == right.lost
            && left.isLedgerBroken == right.isLedgerBroken && left.all == right.all
    }
}
