public import Books

/// Runs execution within the trader: modes, the venues' order paths and accounts, and the machine that makes orders.
///
/// A machine like the others: events and the time go in, effects come out. It decides *whether* anything may be sent;
/// ``ExecutionBook`` decides what.
public struct ExecutionDesk: Sendable {
    /// The matches and their orders.
    public internal(set) var book: ExecutionBook
    /// Whether new orders may leave at all.
    public internal(set) var mode: TradingMode
    /// The venues' order paths by slot.
    public internal(set) var paths: [VenueOrderPath]
    /// How far a kill is, by slot; empty while nothing was killed.
    public internal(set) var kill: [KillProgress] = []
    /// Whether a person has allowed orders, where that is needed.
    public internal(set) var isArmed: Bool
    /// Whether orders need a person's leave before the first one.
    public let needsArming: Bool

    /// How old each venue's book may be.
    let bookAges: [TimeSpan]
    /// Which venues can cancel by themselves when they do not hear from us.
    let hasDeadMansSwitch: [Bool]
    let tags: any OrderTagging
    /// How long ago the watchdog looked, at the instant that was told.
    var watchdog = WatchdogNote(age: .zero, at: MonotonicTime(nanoseconds: .min))
    var trades = TradeWindow()
    /// Whether the venues show the same market.
    var venuesAgree = true
    /// Why nothing can be written down; nil while it can.
    var journalFailure: String?
    /// When an end was asked for, after which it comes whatever is open.
    var stopsAt: MonotonicTime?
    /// When the trader's own refusals came that speak of a broken strategy.
    var mistakes: [MonotonicTime] = []
    /// Orders of ours that were not known: when they were last cancelled, and how often.
    var orphans: [ClientOrderID: (askedAt: MonotonicTime, askings: Int)] = [:]
    /// Which venues the last gate was told to be open for.
    var openGates: [Bool]
    /// Whether something was closed, and what works there has not been asked to be cancelled.
    var owesCancels = false
    var inner: [ExecutionEffect] = []

    /// How long before now the first reading of an account reaches back.
    static let lookBack = TimeSpan.seconds(300)

    /// A desk over as many venues as the settings speak of.
    public init(_ settings: ExecutionSettings, at now: MonotonicTime) {
        let scale = LedgerScale(settings.instrument)
        book = ExecutionBook(
            settings.configuration,
            instrument: settings.instrument,
            matcher: Matcher(fees: settings.fees, slippageBound: settings.limits.slippage),
            gate: RiskGate(limits: settings.limits, scale: scale, budgets: settings.budgets),
            tags: settings.tags
        )
        mode = settings.mode
        paths = settings.fees.indices.map { VenueOrderPath(since: now, seed: settings.seed &+ UInt64($0)) }
        bookAges = settings.bookAges
        hasDeadMansSwitch = settings.hasDeadMansSwitch
        tags = settings.tags
        needsArming = settings.needsArming
        isArmed = !settings.needsArming
        openGates = Array(repeating: false, count: settings.fees.count)
        let start = WallTime(nanoseconds: settings.wallTime.nanoseconds - Self.lookBack.nanoseconds)
        for slot in paths.indices { paths[slot].readSince = start }
        if let recovered = settings.recovered {
            book.recover(recovered, at: now)
            for slot in paths.indices where slot < recovered.openings.count {
                paths[slot].opening = recovered.openings[slot]
            }
            // What a person has closed stays closed: nobody has said since that orders may go there.
            for slot in paths.indices where slot < recovered.gates.count {
                paths[slot].gate = recovered.gates[slot]
            }
            if let since = recovered.readSince {
                let earliest = WallTime(nanoseconds: since.nanoseconds - Self.lookBack.nanoseconds)
                for slot in paths.indices { paths[slot].readSince = min(start, earliest) }
            }
        }
        if case .killed = settings.mode {
            kill = paths.map { _ in KillProgress(opened: 0, since: now, lookAt: now, repeatAt: now) }
        }
    }

    // MARK: - Queries

    /// When a step is wanted without any event.
    public var deadline: MonotonicTime? {
        var next = book.deadline
        func take(_ time: MonotonicTime?) {
            guard let time else { return }
            next = next.map { min($0, time) } ?? time
        }
        for path in paths {
            take(path.breaker.openUntil)
            guard path.link.isReady else { continue }
            take(path.switchAt)
            take(path.hasSwitch ? path.switchOffAt : nil)
            // While an answer is on its way the next question waits, however long it has been due.
            if let asked = path.readAskedAt {
                take(asked + Self.readPatience + TimeSpan(nanoseconds: 1))
            } else {
                take(path.readAt)
            }
        }
        if mode.isKilled {
            for slot in kill.indices where kill[slot].confirmedAt == nil && paths[slot].link.isReachable {
                take(kill[slot].repeatAt)
                if openOrders(at: VenueID(slot: slot)) == 0 { take(kill[slot].lookDue) }
            }
        }
        take(stopsAt)
        return next
    }

    /// Whether new orders may go to a venue, by everything but the pre-trade list.
    public func isOpen(_ venue: VenueID) -> Bool {
        let path = paths[venue.slot]
        return mode.sendsOrders && isArmed && journalFailure == nil && stopsAt == nil && path.letsOrders
            && path.market == .live && venuesAgree && !book.isHalted[venue.slot] && !book.isUnsettled(venue)
    }

    /// How many orders may still trade.
    public var openOrderCount: Int {
        paths.indices.reduce(0) { $0 + openOrders(at: VenueID(slot: $1)) }
    }

    // MARK: - Steps

    /// Brings everything up to the instant of `context`: what is due, then what the market has reached.
    mutating func step(_ context: TradingContext, _ quotes: inout TraderBook, into effects: inout [TraderEffect]) {
        let now = context.now
        closeBreakers(at: now, into: &effects)
        let isDue = book.deadline.map { $0 <= now } ?? false
        let canMatch = mode.sendsOrders && stopsAt == nil && book.matcher.hasCrossing(quotes, context.consumer)
        if isDue || canMatch {
            let market = market(context)
            if isDue { book.deadlineReached(market, at: now, into: &inner) }
            if canMatch { book.match(quotes, market, at: now, into: &inner) }
            perform(&quotes, at: now, into: &effects)
        }
        keepAccounts(context, &quotes, into: &effects)
        tellGates(into: &effects)
    }

    /// Notes a trade on the market.
    mutating func note(_ trade: Trade, at now: MonotonicTime) {
        trades.note(trade.price, trade.quantity, at: now)
    }

    /// Hands on what the machine within wants, and does to the trader book what it says of quotes.
    mutating func perform(_ quotes: inout TraderBook, at now: MonotonicTime, into effects: inout [TraderEffect]) {
        let wanted = inner
        inner.removeAll(keepingCapacity: true)
        for effect in wanted {
            switch effect {
            case .quoteState(let quote, let state): quotes.setState(state, of: quote)
            case .executed(let quote, let fill): quotes.fill(quote, fill.quantity)
            case .denied(_, let refusals): judge(refusals, at: now, into: &effects)
            case .phaseChanged(let id, let before, let after):
                noteOutcome(of: id, from: before, to: after, at: now, into: &effects)
                endTrial(of: id, in: after, at: now, into: &effects)
            case .submit(let request): noteTrial(request)
            // What the venue says contradicts itself: its account shows what is true.
            case .alarm(.vanished(let id)), .alarm(.contradiction(let id)), .alarm(.conflict(let id)):
                readSoon(id.leg, at: now)
            case .noted, .cancel, .query, .fetchTrades, .matched, .ended, .alarm: break
            }
            effects.append(.execution(effect))
        }
    }

    /// Tells the last gate what is open, where that changed.
    mutating func tellGates(into effects: inout [TraderEffect]) {
        for slot in paths.indices {
            let isOpen = isOpen(VenueID(slot: slot))
            guard isOpen != openGates[slot] else { continue }
            openGates[slot] = isOpen
            effects.append(.gate(VenueID(slot: slot), isOpen: isOpen))
        }
    }

    /// Holds execution where our own list refuses what a sane strategy never asks for, or what needs a person's key; from
    /// the loss limit on the position may only become smaller.
    private mutating func judge(_ refusals: [RiskRefusal], at now: MonotonicTime, into effects: inout [TraderEffect]) {
        if refusals.contains(where: { $0.code == .loss && $0.value > $0.bound }) {
            reduce(.loss, at: now, into: &effects)
        }
        guard let first = refusals.first else { return }
        switch first.code {
        case .repetition:
            hold(.repetition, at: now, into: &effects)
        case .tick, .lot, .minimumNotional, .collar, .slippage, .orderValue:
            mistakes.removeAll { now - $0 > .seconds(10) }
            mistakes.append(now)
            if mistakes.count >= 3 {
                mistakes.removeAll()
                hold(.strategy, at: now, into: &effects)
            }
        default:
            break
        }
    }
}
