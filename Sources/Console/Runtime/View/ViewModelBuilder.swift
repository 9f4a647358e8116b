public import Books
public import Strategy
public import TUI

/// Makes the immutable picture of a frame out of the trader's books and records.
public struct ViewModelBuilder: Sendable {
    private let mode: ConsoleMode
    private let instrument: Instrument
    private let identities: [VenueIdentity]
    private var meters: [RateMeter]
    private var delays: [DelayWindow]
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
        delays = Array(repeating: DelayWindow(), count: identities.count)
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
        if case .connecting = state { delays[venue.slot].forget() }
        note(sentence, Self.weight(state), wallTime: wallTime)
        return sentence
    }

    /// Notes a sentence about something that happened.
    public mutating func note(_ sentence: String, _ weight: NoticeWeight = .info, wallTime: WallTime) {
        notices.insert(NoticeView(time: wallTime, text: sentence, weight: weight), at: 0)
        if notices.count > Self.noticeLimit { notices.removeLast() }
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
        model.uptime = now - (start ?? now)
        model.parameters = StrategyWords.parameters(trader)
        start = start ?? now
        return model
    }

    // MARK: - Parts

    private static let noticeLimit = 50

    private static func weight(_ state: FeedState) -> NoticeWeight {
        switch state {
        case .connecting, .syncing, .live: .info
        case .stale, .resyncing, .halted: .warning
        case .down: .alarm
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
        let latency = record.lastUpdate.map { Self.latency($0, at: now, wallTime: wallTime) }
        if let latency, let received = record.lastUpdate?.received {
            delays[id.slot].note(latency, received: received)
        }
        return VenueView(
            venue: id,
            name: identities[id.slot].name,
            letter: identities[id.slot].letter,
            state: Self.state(record, at: now, wallTime: wallTime),
            latency: latency,
            delay: record.state.isLive ? delays[id.slot].view : nil,
            messagesPerSecond: meters[id.slot].rate(record.messages, at: now),
            gaps: record.gaps,
            age: record.lastHeard.map { now - $0 },
            tries: connections[id.slot].tries,
            sequence: record.sequence.flatMap { Int64(exactly: $0) },
            removedAt: connections[id.slot].removedAt,
            lastTrade: record.lastTrade.map { trade in
                LastTradeView(price: trade.price, quantity: trade.quantity, move: Self.move(record))
            },
            ladder: LadderView(asks: levels(book.asks), bids: levels(book.bids))
        )
    }

    /// From the venue's stamp to our reading, by our calendar clock at the moment of reading.
    private static func latency(_ times: UpdateTimes, at now: MonotonicTime, wallTime: WallTime) -> TimeSpan {
        let age = now - times.received
        return TimeSpan(nanoseconds: (wallTime - times.exchange).nanoseconds - age.nanoseconds)
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
