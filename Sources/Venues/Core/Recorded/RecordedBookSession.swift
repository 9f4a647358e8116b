public import Books

/// A recorded venue's market data as a machine: what a ``BookDialect`` reads, published as every session publishes.
///
/// It has nobody to ask: a recording cannot be subscribed anew. So a book that somebody rejected is published again as it
/// stands with the next change, and one that the venue's own rules disprove is gone until the recording has another whole
/// one.
public struct RecordedBookSession<Dialect: BookDialect>: MarketDataSession {
    /// What is true of a recording: its silences are its recorder's.
    public let capabilities = MarketDataCapabilities(
        snapshotSource: .inBand,
        continuity: .checksum,
        staleAfter: .seconds(30),
        deadAfter: .seconds(600),
        connectSpacing: .seconds(1)
    )
    /// Where it would be streamed from; nothing is ever opened there.
    public let endpoint: Endpoint
    /// Nothing is ever due: what comes is what was recorded.
    public var deadline: MonotonicTime? { nil }
    /// The recordings have no question and answer about the time.
    public var clock: ClockEstimate? { nil }
    /// No limits: nothing is asked.
    public var limits = VenueLimits()

    private enum State: Sendable, Equatable {
        /// No connection. Moves to `waiting` when one begins.
        case idle
        /// No book. Moves to `following` with a whole one.
        case waiting
        /// The book is the venue's. Moves to `waiting` when it is disproved, to `rejected` when somebody rejects it.
        case following
        /// Somebody rejected the book. Moves to `following` with the next change.
        case rejected
    }

    private let feed: FeedInstrument
    private var dialect: Dialect
    private var state = State.idle
    private var book = OrderBook()
    private var count: UInt64 = 0
    private var trades: Int64 = 0

    /// A session of `feed`.
    public init?(feed: FeedInstrument, host: Endpoint) {
        guard let endpoint = host.replacing(path: "/") else { return nil }
        self.feed = feed
        self.endpoint = endpoint
        dialect = Dialect(symbol: feed.symbol)
    }

    // MARK: - Inputs

    /// Takes a rare input in.
    public mutating func handle(_ input: SessionInput, at now: MonotonicTime, into effects: inout SessionEffects) {
        switch input {
        case .connected:
            state = .waiting
            effects.market.append(.state(feed.venue, .syncing, at: now))
            guard let path = dialect.snapshotPath, let address = endpoint.replacing(path: path) else { return }
            effects.acts.append(.request(RequestNumber(1), RESTRequest("GET", address, timeout: .seconds(5))))
        case .disconnected:
            state = .idle
        case .answer(_, let result):
            guard case .success(let answer) = result else { return }
            do {
                let body = try JSONValue(answer.body.span)
                take(dialect.read(snapshot: body), at: now, into: &effects)
            } catch {
                effects.acts.append(.note("The recorded snapshot cannot be read: \(error.sentence)"))
            }
        case .resync(let reason):
            guard state == .following else { return }
            state = .rejected
            effects.market.append(.state(feed.venue, .resyncing(reason), at: now))
        case .measureClock, .deadlineReached:
            break
        }
    }

    /// Takes one whole text message of the recording in.
    public mutating func receive(_ message: Span<UInt8>, at now: MonotonicTime, into effects: inout SessionEffects) {
        guard state != .idle else { return }
        do {
            take(dialect.read(try JSONValue(message)), at: now, into: &effects)
        } catch {
            effects.acts.append(.note("A recorded message cannot be read: \(error.sentence)"))
            lose(.unreadable, at: now, into: &effects)
        }
    }

    // MARK: - The book

    private mutating func take(_ events: [DialectEvent], at now: MonotonicTime, into effects: inout SessionEffects) {
        for event in events {
            do {
                switch event {
                case .snapshot(let levels): try apply(levels, .snapshot, at: now, into: &effects)
                case .change(let levels): try apply(levels, .delta, at: now, into: &effects)
                case .trade(let trade): effects.market.append(.trade(try tell(trade)))
                case .lost(.checksum): lose(.checksum, at: now, into: &effects)
                case .lost(.gap(let expected, let received)):
                    let reason = ResyncReason.gap(
                        expected: UInt64(clamping: expected),
                        received: UInt64(clamping: received)
                    )
                    lose(reason, at: now, into: &effects)
                }
            } catch {
                effects.acts.append(.note("A recorded number cannot be read: \(error)"))
                lose(.unreadable, at: now, into: &effects)
            }
        }
    }

    private mutating func lose(_ reason: ResyncReason, at now: MonotonicTime, into effects: inout SessionEffects) {
        guard state == .following || state == .rejected else { return }
        state = .waiting
        effects.market.append(.state(feed.venue, .resyncing(reason), at: now))
    }

    private mutating func apply(
        _ levels: DialectLevels,
        _ kind: BookUpdate.Kind,
        at now: MonotonicTime,
        into effects: inout SessionEffects
    ) throws(DecimalError) {
        guard state != .waiting || kind == .snapshot else { return }
        let bids = try levels.bids.map { level throws(DecimalError) in try price(level) }
        let asks = try levels.asks.map { level throws(DecimalError) in try price(level) }
        if kind == .snapshot { book = OrderBook() }
        for level in bids { book.set(level, on: .bid) }
        for level in asks { book.set(level, on: .ask) }
        if let depth = levels.depth { _ = book.truncate(to: depth) }
        let isWhole = kind == .snapshot || state == .rejected
        if isWhole, kind == .delta {
            guard !book.isCrossedOrLocked else { return }
            publish(Self.levels(book.bids), Self.levels(book.asks), .snapshot, levels, at: now, into: &effects)
        } else {
            publish(bids, asks, kind, levels, at: now, into: &effects)
        }
        guard isWhole else { return }
        state = .following
        effects.market.append(.state(feed.venue, .live, at: now))
    }

    private mutating func publish(
        _ bids: [PriceLevel],
        _ asks: [PriceLevel],
        _ kind: BookUpdate.Kind,
        _ levels: DialectLevels,
        at now: MonotonicTime,
        into effects: inout SessionEffects
    ) {
        count += 1
        let start = effects.market.levels.count
        effects.market.levels += bids
        effects.market.levels += asks
        let middle = start + bids.count
        effects.market.append(
            .book(
                BookUpdate(
                    venue: feed.venue,
                    kind: kind,
                    sequence: count,
                    exchangeTime: levels.time.map { WallTime(nanoseconds: $0) },
                    receiveTime: now,
                    depth: levels.depth,
                    bids: start..<middle,
                    asks: middle..<(middle + asks.count)
                )
            )
        )
    }

    private static func levels(_ side: Ladder) -> [PriceLevel] {
        var levels: [PriceLevel] = []
        side.forEachLevel { level in
            levels.append(level)
            return true
        }
        return levels
    }

    private func price(_ level: DialectLevels.Level) throws(DecimalError) -> PriceLevel {
        let price = try DecimalText.parse(level.price, unit: feed.instrument.priceUnit)
        let quantity = try DecimalText.parse(level.quantity, unit: feed.instrument.quantityUnit)
        guard price > 0, quantity >= 0 else { throw .outOfRange }
        return PriceLevel(price: Price(units: price), quantity: Quantity(units: quantity))
    }

    private mutating func tell(_ trade: DialectTrade) throws(DecimalError) -> Trade {
        let level = try price(DialectLevels.Level(price: trade.price, quantity: trade.quantity))
        // Some of these venues number their trades by text.
        trades += 1
        return Trade(
            venue: feed.venue,
            price: level.price,
            quantity: level.quantity,
            side: trade.isBuy ? .buy : .sell,
            identifier: trades,
            exchangeTime: trade.time.map { WallTime(nanoseconds: $0) }
        )
    }
}
