public import Books

/// Kraken's market data (WebSocket v2) as a machine: `book` proved by its checksum, `trade`, `instrument`, `status`.
///
/// The procedure, Kraken's guide on the book checksum: take the snapshot; apply every level of each update, cut both
/// sides to the subscribed depth, compare the CRC-32 of the ten best levels. There are no sequence numbers: the
/// checksum is the only gap detector. On a mismatch: unsubscribe, subscribe again, ignore updates until the snapshot.
public struct KrakenSession: MarketDataSession {
    /// The depth that is subscribed: with 25 the eleventh level is always known, as Kraken's own SDK has it.
    public static let defaultDepth = 25

    /// What is true of the venue at all times.
    public let capabilities = MarketDataCapabilities(
        snapshotSource: .inBand,
        continuity: .checksum,
        // A heartbeat comes about every second when nothing else does.
        staleAfter: .seconds(3),
        deadAfter: .seconds(5),
        // About 150 attempts in 10 minutes from one address, then a ban: 10 at once and 139 spaced ones.
        connectSpacing: .milliseconds(4_300),
        maintenancePause: .seconds(5)
    )
    /// Where the stream is opened.
    public let endpoint: Endpoint

    private enum State: Sendable, Equatable {
        /// No connection. Moves to `awaitingSnapshot` when one is made.
        case idle
        /// Subscribed; updates mean nothing until the snapshot. Moves to `following` with the snapshot, or asks again
        /// at `due`.
        case awaitingSnapshot(due: MonotonicTime)
        /// The book is the venue's book. Moves to `awaitingSnapshot` when it cannot be proved.
        case following
    }

    private let feed: FeedInstrument
    private let decoder: KrakenDecoder
    private let depth: Int
    private var state = State.idle
    private var book: KrakenDepthBook
    private var messages: UInt64 = 0
    /// How often the book could not be proved since the last change that was.
    private var failures = 0
    /// The venue as a whole and the pair are halted apart from each other.
    private var isSystemHalted = false
    private var isPairHalted = false
    /// What the venue's limits allow other connections; requests of this session go by its own connection alone.
    public var limits = VenueLimits()
    private var venueClock = VenueClock()
    /// The question for the venue's time that is on its way, by its number, and when it was asked.
    private var timeRequest: (number: Int64, sent: MonotonicTime)?
    private var timeRequests: Int64 = 0
    /// When the venue's time is asked for next; nil without a connection.
    private var timeDue: MonotonicTime?
    /// When it was asked for last.
    private var timeAsked = MonotonicTime(nanoseconds: .min / 2)
    private var levels: [KrakenLevel] = []
    private var trades: [Trade] = []
    private var scratch: [UInt8] = []

    /// A session for one instrument, streamed from the host of `stream` to `depth` levels a side.
    ///
    /// Fails where that would send plain text beyond this machine.
    public init?(feed: FeedInstrument, stream: Endpoint, depth: Int = Self.defaultDepth) {
        guard let endpoint = stream.replacing(path: "/v2") else { return nil }
        self.feed = feed
        self.endpoint = endpoint
        self.depth = depth
        decoder = KrakenDecoder(feed: feed)
        book = KrakenDepthBook(
            depth: depth,
            priceUnit: feed.instrument.priceUnit,
            quantityUnit: feed.instrument.quantityUnit
        )
    }

    /// When the snapshot is overdue, or the venue's time is asked for.
    public var deadline: MonotonicTime? {
        guard case .awaitingSnapshot(let due) = state else { return timeDue }
        return timeDue.map { min($0, due) } ?? due
    }

    /// What is known of the venue's clock.
    public var clock: ClockEstimate? { venueClock.estimate }

    // MARK: - Inputs

    /// Takes a rare input in.
    public mutating func handle(_ input: SessionInput, at now: MonotonicTime, into effects: inout SessionEffects) {
        switch input {
        case .connected:
            state = .awaitingSnapshot(due: now + Self.snapshotBound)
            failures = 0
            isSystemHalted = false
            isPairHalted = false
            book.removeAll()
            effects.acts.append(.send(Self.request(#"{"method":"subscribe","params":{"channel":"instrument"}}"#)))
            effects.acts.append(.send(bookRequest("subscribe")))
            effects.acts.append(.send(tradeRequest))
            askTime(at: now, into: &effects)
            effects.market.append(.state(feed.venue, .syncing, at: now))
        case .disconnected:
            state = .idle
            book.removeAll()
            timeRequest = nil
            timeDue = nil
        case .answer:
            // No request of this session goes by REST.
            break
        case .resync(let reason):
            resync(reason, at: now, into: &effects)
        case .measureClock:
            guard timeDue != nil else { return }
            timeDue = min(timeDue ?? now, max(now, timeAsked + VenueClock.hurriedSpacing))
        case .deadlineReached:
            if let due = timeDue, due <= now { askTime(at: now, into: &effects) }
            guard case .awaitingSnapshot(let due) = state, due <= now else { return }
            effects.acts.append(.note("Kraken sent no snapshot of \(feed.symbol): subscribing again"))
            resubscribe(at: now, into: &effects)
        }
    }

    /// Takes one whole text message of the stream in.
    public mutating func receive(_ message: Span<UInt8>, at now: MonotonicTime, into effects: inout SessionEffects) {
        levels.removeAll(keepingCapacity: true)
        trades.removeAll(keepingCapacity: true)
        do {
            switch try decoder.decode(message, levels: &levels, trades: &trades) {
            case .book(let book):
                take(book, at: now, into: &effects)
            case .trades:
                for trade in trades { effects.market.append(.trade(trade)) }
            case .instrument:
                take(KrakenListing.find(feed, in: try JSONValue(message)), at: now, into: &effects)
            case .status(let system):
                let wasHalted = isHalted
                isSystemHalted = system != "online"
                followHalt(from: wasHalted, at: now, into: &effects)
            case .pong(let request, let received, let answered):
                takeTime(request, received, answered, at: now)
            case .subscribed(let depth):
                // A deeper book would grow without bound, and the checksum of a thinner one is over other levels.
                if let depth, depth != self.depth {
                    let cause = "Kraken keeps \(depth) levels of \(feed.symbol) and was asked for \(self.depth)"
                    refuse(cause, into: &effects)
                }
            case .failure(let text):
                refuse("Kraken refused a request: \(text)", into: &effects)
            case .unsubscribed:
                unsubscribed(at: now, into: &effects)
            case .alive, .other:
                break
            }
        } catch {
            effects.acts.append(.note("Kraken sent a message that cannot be read: \(error.sentence)"))
            resync(.unreadable, at: now, into: &effects)
        }
    }

    // MARK: - The book

    private mutating func take(
        _ message: KrakenBookMessage,
        at now: MonotonicTime,
        into effects: inout SessionEffects
    ) {
        switch state {
        case .idle:
            return
        case .awaitingSnapshot:
            guard message.isSnapshot else { return }
        case .following:
            break
        }
        if message.isSnapshot { book.removeAll() }
        for index in message.bids { book.set(levels[index], on: .bid) }
        for index in message.asks { book.set(levels[index], on: .ask) }
        book.truncate()
        guard book.checksum(scratch: &scratch) == message.checksum else {
            resync(.checksum, at: now, into: &effects)
            return
        }
        publish(message, at: now, into: &effects)
        // A snapshot alone proves nothing about how changes are applied.
        if !message.isSnapshot { failures = 0 }
        if message.isSnapshot {
            state = .following
            effects.market.append(.state(feed.venue, isHalted ? .halted : .live, at: now))
        }
    }

    private mutating func publish(
        _ message: KrakenBookMessage,
        at now: MonotonicTime,
        into effects: inout SessionEffects
    ) {
        messages &+= 1
        let offset = effects.market.levels.count
        for index in levels.indices { effects.market.levels.append(levels[index].level) }
        effects.market.append(
            .book(
                BookUpdate(
                    venue: feed.venue,
                    kind: message.isSnapshot ? .snapshot : .delta,
                    sequence: messages,
                    exchangeTime: message.time,
                    receiveTime: now,
                    depth: book.depth,
                    bids: (message.bids.lowerBound + offset)..<(message.bids.upperBound + offset),
                    asks: (message.asks.lowerBound + offset)..<(message.asks.upperBound + offset)
                )
            )
        )
    }

    private mutating func resync(_ reason: ResyncReason, at now: MonotonicTime, into effects: inout SessionEffects) {
        guard state != .idle else { return }
        effects.market.append(.state(feed.venue, .resyncing(reason), at: now))
        resubscribe(at: now, into: &effects)
    }

    /// A book that is not subscribed any more stands still, whatever else comes over the connection.
    ///
    /// The snapshot of the subscription that follows makes it live again; without one it is asked for when it is overdue.
    private mutating func unsubscribed(at now: MonotonicTime, into effects: inout SessionEffects) {
        guard state == .following else { return }
        book.removeAll()
        state = .awaitingSnapshot(due: now + Self.snapshotBound)
        effects.market.append(.state(feed.venue, .syncing, at: now))
    }

    private mutating func resubscribe(at now: MonotonicTime, into effects: inout SessionEffects) {
        book.removeAll()
        failures += 1
        guard failures < Self.failureLimit else {
            let cause = "Kraken's book of \(feed.symbol) could not be proved \(failures) times in a row"
            state = .idle
            effects.acts.append(.disconnect(.closedByVenue(cause)))
            return
        }
        state = .awaitingSnapshot(due: now + Self.snapshotBound)
        effects.acts.append(.send(bookRequest("unsubscribe")))
        effects.acts.append(.send(bookRequest("subscribe")))
    }

    // MARK: - The venue's clock

    private mutating func askTime(at now: MonotonicTime, into effects: inout SessionEffects) {
        timeRequests += 1
        timeRequest = (timeRequests, now)
        timeAsked = now
        timeDue = now + venueClock.nextSpacing
        effects.acts.append(.send(Self.request(#"{"method":"ping","req_id":\#(timeRequests)}"#)))
    }

    /// The venue's own time between its two stamps is taken out of the round trip.
    private mutating func takeTime(
        _ request: Int64?,
        _ received: WallTime?,
        _ answered: WallTime?,
        at now: MonotonicTime
    ) {
        guard let asked = timeRequest, asked.number == request, let received else { return }
        timeRequest = nil
        let answered = answered ?? received
        let (work, overflow) = answered.nanoseconds.subtractingReportingOverflow(received.nanoseconds)
        let trip = (now - asked.sent).nanoseconds
        guard !overflow, (0...trip).contains(work) else { return }
        let sent = MonotonicTime(nanoseconds: asked.sent.nanoseconds + work)
        venueClock.take(sent: sent, heard: now, stamp: answered, resolution: TimeSpan(nanoseconds: 1_000))
        timeDue = now + venueClock.nextSpacing
    }

    // MARK: - The rest

    private mutating func take(
        _ finding: KrakenListing.Finding,
        at now: MonotonicTime,
        into effects: inout SessionEffects
    ) {
        switch finding {
        case .listed(let listing, let isOnline):
            effects.market.append(.listing(feed.venue, listing))
            let wasHalted = isHalted
            isPairHalted = !isOnline
            followHalt(from: wasHalted, at: now, into: &effects)
        case .refused(let sentence):
            refuse(sentence, into: &effects)
        case .absent:
            break
        }
    }

    private var isHalted: Bool { isSystemHalted || isPairHalted }

    private mutating func followHalt(
        from wasHalted: Bool,
        at now: MonotonicTime,
        into effects: inout SessionEffects
    ) {
        guard isHalted != wasHalted else { return }
        if isHalted {
            effects.market.append(.state(feed.venue, .halted, at: now))
        } else {
            // What stood during the halt is no measure of the market after it.
            resync(.requested, at: now, into: &effects)
        }
    }

    private func refuse(_ sentence: String, into effects: inout SessionEffects) {
        effects.acts.append(.disconnect(.refused(sentence)))
    }

    private static let failureLimit = 5
    private static let snapshotBound = TimeSpan.seconds(5)

    private static func request(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// Unsubscribing has to repeat the depth: the venue keys a subscription by channel, symbol and depth.
    private func bookRequest(_ method: String) -> [UInt8] {
        let parameters = #""channel":"book","symbol":["\#(feed.symbol)"],"depth":\#(depth)"#
        return Self.request(#"{"method":"\#(method)","params":{\#(parameters)}}"#)
    }

    private var tradeRequest: [UInt8] {
        let parameters = #""channel":"trade","symbol":["\#(feed.symbol)"],"snapshot":false"#
        return Self.request(#"{"method":"subscribe","params":{\#(parameters)}}"#)
    }
}
