public import Books
public import Strategy
public import TUI

/// Makes the immutable picture of a frame out of the trader's books and records.
public struct ViewModelBuilder: Sendable {
    private let mode: ConsoleMode
    let instrument: Instrument
    let identities: [VenueIdentity]
    /// Whether a process beside the console cancels what stands if it dies.
    var hasSentinel = false
    private var meters: [RateMeter]
    private var connections: [ConnectionTally]
    private var market = MarketRecorder()
    private var start: MonotonicTime?
    private var notices: [NoticeView] = []

    /// A builder for a console in `mode` over the venues of `identities`, by slot.
    public init(mode: ConsoleMode, instrument: Instrument, identities: [VenueIdentity]) {
        self.mode = mode
        self.instrument = instrument
        self.identities = identities
        meters = Array(repeating: RateMeter(), count: identities.count)
        connections = Array(repeating: ConnectionTally(), count: identities.count)
    }

    /// Notes that a venue's book is worth something else now, and gives the sentence for the log.
    public mutating func note(
        _ state: FeedState,
        of venue: VenueID,
        at now: MonotonicTime,
        wallTime: WallTime
    ) -> String {
        let sentence = FeedWords.sentence(identities[venue.slot].name, state, at: now)
        connections[venue.slot].note(state, wallTime: wallTime)
        note(sentence, Self.weight(state), wallTime: wallTime)
        return sentence
    }

    /// Notes a sentence about something that happened.
    public mutating func note(_ sentence: String, _ weight: NoticeWeight = .info, wallTime: WallTime) {
        notices.insert(NoticeView(time: wallTime, text: sentence, weight: weight), at: 0)
        if notices.count > Self.noticeLimit { notices.removeLast() }
    }

    /// Whether the person was told just this a moment ago: a market that is refused for a while is not told each time.
    func isRepeated(_ sentence: String, at wallTime: WallTime) -> Bool {
        notices.prefix(Self.memory).contains { $0.text == sentence && wallTime - $0.time < .seconds(10) }
    }

    /// The picture before anything is known.
    public func initial(wallTime: WallTime) -> ConsoleViewModel {
        ConsoleViewModel(
            mode: mode,
            instrument: instrumentView(listings: []),
            wallTime: wallTime,
            venues: identities.enumerated().map { slot, identity in
                VenueView(venue: VenueID(slot: slot), name: identity.name, letter: identity.letter)
            }
        )
    }

    /// The picture of this moment, by both clocks.
    public mutating func make(_ trader: Trader, at now: MonotonicTime, wallTime: WallTime) -> ConsoleViewModel {
        var venues: [VenueView] = []
        for slot in identities.indices {
            venues.append(venue(VenueID(slot: slot), trader, at: now, wallTime: wallTime))
        }
        var model = ConsoleViewModel(
            mode: mode,
            instrument: instrumentView(listings: trader.venues.compactMap(\.listing)),
            wallTime: wallTime,
            venues: venues,
            consumer: consumer(trader, at: now),
            trader: StrategyWords.view(trader, at: now),
            notices: notices
        )
        ExecutionWords(trader, at: now, wallTime: wallTime, hasSentinel: hasSentinel)?.fill(&model)
        model.uptime = now - (start ?? now)
        model.parameters = StrategyWords.parameters(trader)
        start = start ?? now
        return model
    }

    // MARK: - Parts

    private static let noticeLimit = 50
    private static let memory = 10

    private static func weight(_ state: FeedState) -> NoticeWeight {
        switch state {
        case .connecting, .syncing, .live: .info
        case .stale, .lagging, .resyncing, .halted: .warning
        case .down, .distrusted, .barred: .alarm
        }
    }

    /// As many decimals as the finest tick that a venue has stated; quantities with four, or what the unit has.
    private func instrumentView(listings: [VenueListing]) -> InstrumentView {
        let needed = listings.map { decimals(ofStep: $0.tick.units, instrument.priceUnit) }.max()
        return InstrumentView(
            name: instrument.name,
            price: NumberFormat(
                unit: instrument.priceUnit,
                decimals: needed ?? instrument.priceUnit.decimals,
                integerDigits: 5
            ),
            quantity: NumberFormat(unit: instrument.quantityUnit, decimals: 4, integerDigits: 3)
        )
    }

    /// How many decimals the multiples of a step need.
    private func decimals(ofStep step: Int64, _ unit: DecimalUnit) -> Int {
        var decimals = unit.decimals
        var rest = step
        while decimals > 0, rest > 0, rest % 10 == 0 {
            rest /= 10
            decimals -= 1
        }
        return decimals
    }

    private mutating func consumer(_ trader: Trader, at now: MonotonicTime) -> ConsumerView {
        var view = ConsumerView(
            asks: consumerLevels(.ask, trader),
            bids: consumerLevels(.bid, trader),
            crossedFor: trader.crossedSince.map { now - $0 }
        )
        market.note(view.top, at: now)
        view.crossedTotal = market.crossed
        view.lockedTotal = market.locked
        view.history = market.history
        return view
    }

    private mutating func venue(
        _ id: VenueID,
        _ trader: Trader,
        at now: MonotonicTime,
        wallTime: WallTime
    ) -> VenueView {
        let record = trader.venues[id.slot]
        let book = trader.consumer.book(of: id)
        return VenueView(
            venue: id,
            name: identities[id.slot].name,
            letter: identities[id.slot].letter,
            state: Self.state(record, at: now, wallTime: wallTime),
            latency: Self.latency(record),
            delay: record.state.isLive ? Self.delay(record) : nil,
            messagesPerSecond: meters[id.slot].rate(record.messages, at: now),
            gaps: record.gaps,
            age: record.lastHeard.map { now - $0 },
            tries: connections[id.slot].tries,
            sequence: record.sequence.flatMap { Int64(exactly: $0) },
            removedAt: connections[id.slot].removedAt,
            lastTrade: record.lastTrade.map { trade in
                LastTradeView(price: trade.price, quantity: trade.quantity, move: Self.move(record))
            },
            ladder: LadderView(asks: levels(book.asks), bids: levels(book.bids)),
            clockOffset: Self.clockOffset(record, at: now, wallTime: wallTime)
        )
    }

    /// How long messages took lately.
    private static func delay(_ record: VenueRecord) -> DelayView? {
        guard let timing = record.timing, let median = timing.median, let high = timing.percentile99 else { return nil }
        return DelayView(median: median, high: high)
    }

    /// How long the last change took, by the estimate of the venue's clock; nil while that is not known.
    ///
    /// No delay is below zero: one that comes out so is within the estimate's error, or that estimate is wrong.
    private static func latency(_ record: VenueRecord) -> TimeSpan? {
        guard let times = record.lastUpdate, let clock = record.timing?.clock else { return nil }
        let delay = clock.delay(of: times.exchange, readAt: times.received)
        guard delay < .zero else { return delay }
        return delay.nanoseconds >= -clock.error.nanoseconds ? .zero : nil
    }

    /// By how much the venue's clock is ahead of ours; nil while that is not known.
    ///
    /// The venue's clock is foreign and may show anything: a span that cannot be told is not known.
    private static func clockOffset(
        _ record: VenueRecord,
        at now: MonotonicTime,
        wallTime: WallTime
    ) -> TimeSpan? {
        guard let venueTime = record.timing?.clock.time(at: now) else { return nil }
        let (offset, overflow) = venueTime.nanoseconds.subtractingReportingOverflow(wallTime.nanoseconds)
        return overflow ? nil : TimeSpan(nanoseconds: offset)
    }

    private func levels(_ side: Ladder) -> FiveLevels<LevelView> {
        var levels = FiveLevels<LevelView>()
        side.forEachLevel { level in
            levels.append(LevelView(price: level.price, quantity: level.quantity))
            return levels.count < FiveLevels<LevelView>.limit
        }
        return levels
    }

    private func consumerLevels(_ side: Side, _ trader: Trader) -> FiveLevels<ConsumerLevelView> {
        var levels = FiveLevels<ConsumerLevelView>()
        trader.consumer.forEachLevel(side) { level in
            var parts = VenueQuantities()
            for slot in identities.indices {
                let venue = VenueID(slot: slot)
                parts[venue] = level[venue]
            }
            levels.append(ConsumerLevelView(price: level.price, total: level.total, parts: parts))
            return levels.count < FiveLevels<ConsumerLevelView>.limit
        }
        return levels
    }

    private static func move(_ record: VenueRecord) -> PriceMove {
        guard let last = record.lastTrade?.price, let before = record.previousTradePrice, last != before else {
            return .same
        }
        return last > before ? .up : .down
    }

    private static func state(_ record: VenueRecord, at now: MonotonicTime, wallTime: WallTime) -> VenueState {
        switch record.state {
        case .connecting:
            return record.outage.map { .down(outage($0, retryAt: nil, at: now, wallTime: wallTime)) } ?? .connecting
        case .syncing:
            return .syncing
        case .live:
            return .live
        case .stale:
            return .stale(age: now - (record.lastHeard ?? record.stateSince))
        case .lagging(let span):
            return .lagging(lag: span)
        case .distrusted(let reason, let until):
            return .distrusted(reason: FeedWords.words(reason), remaining: max(until - now, .zero))
        case .barred(let until):
            return .resyncing(reason: FeedWords.barred(until: until, at: now, wallTime: wallTime))
        case .resyncing(let reason):
            return .resyncing(reason: FeedWords.words(reason))
        case .down(_, _, let retryAt):
            return record.outage.map { .down(outage($0, retryAt: retryAt, at: now, wallTime: wallTime)) } ?? .connecting
        case .halted:
            return .halted(reason: "market halted by the venue")
        }
    }

    private static func outage(
        _ record: OutageRecord,
        retryAt: MonotonicTime?,
        at now: MonotonicTime,
        wallTime: WallTime
    ) -> Outage {
        let elapsed = now - record.since
        return Outage(
            reason: FeedWords.words(record.reason),
            since: WallTime(nanoseconds: wallTime.nanoseconds - elapsed.nanoseconds),
            elapsed: elapsed,
            attempt: record.failures + 1,
            retryIn: retryAt.map { max($0 - now, .zero) }
        )
    }
}
