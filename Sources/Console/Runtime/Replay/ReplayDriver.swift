import Books
import Logging
import Recording
import Strategy
import TUI
import Venues

/// Plays recordings through the console's own machines, in their own time and on one thread.
///
/// The order is the recordings': records by their times, those of the recording named first before others of the same
/// time; then what the feeds' deadlines are for, by slot;
/// then the order path's; then the trader's; then the frame, ten a second. Everything that one step leads to
/// is carried out before the next one. So the same recordings, options and seed give the same books, decisions and
/// pictures, whatever the speed.
final class ReplayDriver {
    /// The time of the replay.
    private(set) var now: MonotonicTime
    /// How many records were played.
    private(set) var records = 0
    /// Whether everything was played.
    private(set) var hasEnded = false

    let plan: ReplayPlan
    let start: MonotonicTime

    private let seed: UInt64
    private let logger: Logger
    private let sha256: @Sendable ([UInt8]) -> [UInt8]
    private let hash: ReplayHash
    private var tracks: [ReplayTrack]
    private let feeds: [any ReplayFeed]
    // Not private: what concerns orders stands in a file of its own.
    let orders: (any ReplayOrderPath)?
    var trader: Trader
    var effects: [TraderEffect] = []
    /// Orders that leave when everything that a step led to is carried out.
    var submits: [OrderRequest] = []
    var heard: [ExecutionEvent] = []
    /// Whether the trader has ended in good order.
    var hasStopped = false
    /// Makes the pictures that are hashed, and nothing else: one a tenth of a second.
    private var hashedBuilder: ViewModelBuilder
    /// Makes the pictures that are shown, whenever somebody wants one.
    private var shownBuilder: ViewModelBuilder
    private var outcome = ReplayOutcome()
    /// The quote set that was hashed last.
    private var quoteVersion: UInt64 = 0
    private var quoting = ReplayReport.Quoting()
    private var lastReach: MonotonicTime?
    private var nextFrame: MonotonicTime
    private var frames = 0
    private var timesLive: [Int]

    /// How often a frame is made, in the replay's time.
    static let frameInterval = TimeSpan.milliseconds(100)

    /// What comes next.
    private enum Turn {
        case record(track: Int)
        case deadline(slot: Int)
        case orders
        case trader
        case frame
    }

    /// A driver that stands before the first record of `plan`, with the strategy switched on or off.
    ///
    /// With an order path, which `makeOrders` makes for the moment at which it begins, what the quotes cross is executed.
    init(
        _ plan: ReplayPlan,
        tools: ReplayTools,
        seed: UInt64,
        isQuoting: Bool = false,
        parameters: QuotingParameters = QuotingParameters(),
        makeOrders: ((MonotonicTime) throws(ReplayError) -> any ReplayOrderPath)? = nil
    ) throws(ReplayError) {
        self.plan = plan
        self.seed = seed
        logger = tools.logger
        sha256 = tools.sha256
        hash = ReplayHash(tools.makeDigest)
        tracks = try plan.openTracks()
        start = tracks.compactMap(\.time).min() ?? MonotonicTime(nanoseconds: plan.first.nanoseconds)
        now = start
        nextFrame = start
        var feeds: [any ReplayFeed] = []
        for (slot, venue) in plan.venues.enumerated() {
            guard
                let feed = venue.makeFeed(
                    slot: slot,
                    instrument: plan.instrument,
                    seed: seed,
                    hasConnections: plan.tellsConnections(slot: slot)
                )
            else {
                throw .unsupported(path: venue.name, reason: "the symbol \(venue.symbol) cannot be streamed")
            }
            feeds.append(feed)
        }
        self.feeds = feeds
        var strategy = StrategySettings(instrument: plan.instrument, seed: seed)
        strategy.parameters = parameters
        orders = try makeOrders?(start)
        trader = Trader(venueCount: feeds.count, at: start, strategy: strategy, execution: orders?.settings)
        timesLive = Array(repeating: 0, count: feeds.count)
        let builder = ViewModelBuilder(mode: .replay, instrument: plan.instrument, identities: plan.identities)
        hashedBuilder = builder
        shownBuilder = builder
        assumeRules()
        for slot in feeds.indices { step(slot) { feed, outcome in feed.start(at: start, into: &outcome) } }
        orders?.start(at: start)
        if isQuoting { obey(.strategyOn) }
    }

    // MARK: - Playing

    /// Plays everything up to and with `time`.
    func advance(to time: MonotonicTime) {
        while !hasEnded, let (due, turn) = next(), due <= time { play(turn, at: due) }
        if !hasEnded { now = max(now, time) }
    }

    /// Plays up to and with the next record, as far as that does not lie behind `end`.
    func advanceByOneRecord(reaching end: MonotonicTime?) {
        let before = records
        while !hasEnded, records == before, let (due, turn) = next(), end.map({ due <= $0 }) ?? true {
            play(turn, at: due)
        }
    }

    /// Takes a person's command in.
    func obey(_ command: OperatorCommand) {
        watch()
        trader.handle(command, at: now, into: &effects)
        settle()
    }

    // MARK: - Showing

    /// The picture of this moment of the replay; making it changes nothing.
    func picture() -> ConsoleViewModel {
        shownBuilder.make(trader, at: now, wallTime: WallTime(nanoseconds: now.nanoseconds))
    }

    /// Ends the replay here and says what it came to.
    ///
    /// Called once, as the last call.
    func finish() -> ReplayReport {
        let span = now - start
        let isWhole = hasEnded
        hash.take(trader.consumer, venueCount: feeds.count)
        let writer = BookStateWriter(instrument: plan.instrument, sizes: [], sha256: sha256)
        let venues = plan.venues.indices.map { slot in
            let book = trader.consumer.book(of: VenueID(slot: slot))
            let record = trader.venues[slot]
            return ReplayReport.Venue(
                name: plan.venues[slot].name,
                state: record.state,
                bid: book.bids.best?.price,
                ask: book.asks.best?.price,
                levels: book.bids.count + book.asks.count,
                hash: writer.hash(of: book),
                timesLive: timesLive[slot],
                messages: record.messages,
                gaps: record.gaps
            )
        }
        let accounts = endOrders()
        return ReplayReport(
            venues: venues,
            records: records,
            frames: frames,
            span: span,
            isWhole: isWhole,
            hashes: hash.finish(seed: seed, records: records, accounts: accounts),
            quoting: quoting,
            trading: accounts.flatMap { trading($0) },
            findings: tracks.flatMap(\.findings),
            instrument: plan.instrument
        )
    }

    // MARK: - Steps

    /// Lets every venue have the finest tick and lot that its recordings show, until they tell the true ones: others'
    /// recordings have no such answers, and without rules there are no quotes.
    private func assumeRules() {
        var rules = MarketBatch()
        for slot in feeds.indices {
            let venue = VenueID(slot: slot)
            let finest = VenueListing(tick: Price(units: 1), lot: Quantity(units: 1), minimumNotional: .zero)
            rules.append(.listing(venue, orders?.listing(of: venue) ?? finest))
        }
        trader.handle(rules, at: now, into: &effects)
    }

    /// Whose turn it is, and when; nil once all records were played.
    private func next() -> (MonotonicTime, Turn)? {
        var best: (time: MonotonicTime, track: Int)?
        for (index, track) in tracks.enumerated() {
            guard let time = track.time, best.map({ time < $0.time }) ?? true else { continue }
            best = (time, index)
        }
        guard let best else { return nil }
        var (due, turn) = (best.time, Turn.record(track: best.track))
        for (slot, feed) in feeds.enumerated() {
            guard let deadline = feed.deadline, max(deadline, now) < due else { continue }
            (due, turn) = (max(deadline, now), .deadline(slot: slot))
        }
        if let deadline = orders?.deadline, max(deadline, now) < due { (due, turn) = (max(deadline, now), .orders) }
        if let deadline = trader.deadline, max(deadline, now) < due { (due, turn) = (max(deadline, now), .trader) }
        if nextFrame < due { (due, turn) = (nextFrame, .frame) }
        return (due, turn)
    }

    private func play(_ turn: Turn, at time: MonotonicTime) {
        now = max(now, time)
        switch turn {
        case .record(let index):
            let slot = Int(tracks[index].record.slot)
            records += 1
            step(slot) { feed, outcome in feed.take(tracks[index].record, at: now, into: &outcome) }
            tracks[index].advance()
            if tracks.allSatisfy({ $0.time == nil }) { end() }
        case .deadline(let slot):
            step(slot) { feed, outcome in feed.deadlineReached(at: now, into: &outcome) }
        case .orders:
            hearOrders()
        case .trader:
            awaken()
        case .frame:
            frame()
            nextFrame = nextFrame + Self.frameInterval
        }
    }

    /// The last record was played: the frame that shows it is made at once.
    private func end() {
        hasEnded = true
        frame()
    }

    private func frame() {
        var model = hashedBuilder.make(trader, at: now, wallTime: WallTime(nanoseconds: now.nanoseconds))
        model.playback = playback(speed: .tenths(10), isPaused: false)
        hash.take(model)
        if frames % 10 == 0 { hash.take(trader.consumer, venueCount: feeds.count) }
        frames += 1
    }

    /// Where the replay stands.
    func playback(speed: PlaybackSpeed, isPaused: Bool) -> PlaybackView {
        PlaybackView(
            position: now - start,
            length: TimeSpan(nanoseconds: max(plan.last.nanoseconds &- start.nanoseconds, 0)),
            marketTime: WallTime(nanoseconds: now.nanoseconds),
            speed: speed,
            isPaused: isPaused
        )
    }

    /// Lets one feed take a step, and carries out everything that follows from it.
    private func step(_ slot: Int, _ body: (any ReplayFeed, inout ReplayOutcome) -> Void) {
        body(feeds[slot], &outcome)
        orders?.play(outcome.market, of: VenueID(slot: slot), at: now)
        watch()
        for note in outcome.notes { logger.notice("\(plan.venues[slot].name): \(note)") }
        trader.handle(outcome.market, at: now, into: &effects)
        outcome.removeAll()
        settle()
    }

    /// Lets the trader do what is due.
    func awaken() {
        watch()
        trader.handle(MarketBatch(), at: now, into: &effects)
        settle()
    }

    /// Carries the trader's effects out, and what follows from them, to the end; then its new orders leave.
    func settle() {
        while !effects.isEmpty {
            let effect = effects.removeFirst()
            hash.take(effect, at: now - start)
            perform(effect)
        }
        sendOrders()
        guard trader.traderBook.version != quoteVersion else { return }
        quoteVersion = trader.traderBook.version
        quoting.sets += 1
        hash.take(trader.traderBook, at: now - start)
    }

    private func perform(_ effect: TraderEffect) {
        switch effect {
        case .resync(let venue, let reason):
            step(venue.slot) { feed, outcome in feed.obey(.resync(reason), at: now, into: &outcome) }
        case .reconnect(let venue):
            orders?.perform(effect, at: now)
            step(venue.slot) { feed, outcome in feed.obey(.reconnect, at: now, into: &outcome) }
        case .stateChanged(let venue, _, let state):
            if state.isLive { timesLive[venue.slot] += 1 }
            let wallTime = WallTime(nanoseconds: now.nanoseconds)
            let sentence = hashedBuilder.note(state, of: venue, at: now, wallTime: wallTime)
            _ = shownBuilder.note(state, of: venue, at: now, wallTime: wallTime)
            logger.notice("\(sentence)")
        case .quotingChanged(let state):
            remark(StrategyWords.sentence(state))
        case .parameterChanged(let change):
            remark("\(change.name) was \(change.before) and is \(change.after)")
        case .parameterRefused(let error):
            remark(error.sentence, .warning)
        case .remark(let sentence, let isWarning):
            remark(sentence, isWarning ? .warning : .info)
        case .quoteCrossed:
            noteReach()
        case .execution, .command, .gate, .latch, .tradingChanged, .venueGateChanged, .linkChanged, .reconciled,
            .drifted, .limitChanged:
            order(effect)
        case .stopped:
            hasStopped = true
        }
    }

    private func noteReach() {
        quoting.reached += 1
        let second = MonotonicTime(nanoseconds: now.nanoseconds / 1_000_000_000 * 1_000_000_000)
        if second != lastReach { quoting.secondsReached += 1 }
        lastReach = second
    }

    /// Tells the person and the log.
    private func remark(_ sentence: String, _ weight: NoticeWeight = .info) {
        let wallTime = WallTime(nanoseconds: now.nanoseconds)
        hashedBuilder.note(sentence, weight, wallTime: wallTime)
        shownBuilder.note(sentence, weight, wallTime: wallTime)
        logger.notice("\(sentence)")
    }

    /// Tells the person and the log what of an effect about orders is to be told.
    func tell(_ effect: TraderEffect, _ scale: LedgerScale) {
        let wallTime = WallTime(nanoseconds: now.nanoseconds)
        let told = hashedBuilder.note(effect, scale, wallTime: wallTime)
        _ = shownBuilder.note(effect, scale, wallTime: wallTime)
        if let told { logger.log(level: told.isWarning ? .warning : .notice, "\(told.text)") }
    }

    /// Goes on to a moment behind the last record, at which an order path still has something to do.
    func moveOn(to time: MonotonicTime) {
        now = max(now, time)
    }
}
