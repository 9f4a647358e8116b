public import Books
public import Venues

/// An exchange of our own that speaks Binance Spot's public protocol about one played market.
///
/// Written from Binance's published documents: REST API, WebSocket Streams, Errors, in their state of July 2026.
public struct BinanceExchange: SimulatedExchange, FaultyExchange {
    /// What it trades.
    public let instrument: ExchangeInstrument
    /// The book: what every client has to arrive at.
    var book: ExchangeBook
    /// The identifier of the last change in ``book``.
    private(set) var lastUpdateID: Int64

    let messages: BinanceMessages
    /// The symbol as streams name it.
    let streamSymbol: String
    var connections = ConnectionTable<BinanceConnection>()
    var weights = BinanceWeights()
    var faults = FaultDesk()
    /// The orders of its clients.
    var trading: BinanceTrading
    /// The book that old snapshots show.
    private(set) var old: (book: ExchangeBook, lastID: Int64)?
    /// The best levels as the recording last had them.
    private(set) var lastTicker: MarketTicker?
    /// The largest identifier that best levels were stated with.
    private(set) var statedID: Int64 = 0
    /// The identifier of our orders' last change that the book does not show yet; nil where it shows all.
    var pendingID: Int64?
    private var second: Second?
    private let streamNames: [String]

    /// A second's changes for the slow streams.
    private struct Second: Sendable {
        var merged: MergedDepth
        /// When it ends: at whole seconds of the steady clock.
        let end: MonotonicTime

        init(_ change: MarketDepth, firstID: Int64, at now: MonotonicTime) {
            let length = TimeSpan.seconds(1).nanoseconds
            merged = MergedDepth(change, firstID: firstID)
            end = MonotonicTime(nanoseconds: (now.nanoseconds / length + 1) * length)
        }
    }

    /// An exchange with this book and these accounts, whose signatures `digests` checks.
    public init(
        _ instrument: ExchangeInstrument,
        opening: MarketSnapshot,
        accounts: [TradingAccount],
        digests: any MessageDigests
    ) throws(DecimalError) {
        self.init(instrument, opening: opening)
        trading = try BinanceTrading(instrument, accounts: accounts, digests: digests)
    }

    /// An exchange with this book, where nobody has an account.
    public init(_ instrument: ExchangeInstrument, opening: MarketSnapshot) {
        self.instrument = instrument
        book = ExchangeBook(opening)
        lastUpdateID = opening.lastID
        messages = BinanceMessages(instrument: instrument)
        trading = BinanceTrading(instrument)
        let symbol = instrument.symbol.lowercased()
        streamSymbol = symbol
        streamNames = BinanceStream.allCases.map { symbol + "@" + $0.suffix }
    }

    public mutating func handle(
        _ input: ExchangeInput,
        at now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) {
        steer(input, at: now, into: &effects)
    }

    public var deadline: MonotonicTime? { nextDeadline }

    public var faultReport: FaultReport { faults.report }

    public var accountReport: AccountReport {
        AccountReport(trading.engine, order: { String($0) }, trade: { String($0.number) })
    }

    public var faultRevision: Int { faults.revision }

    mutating func act(_ input: ExchangeInput, at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        switch input {
        case .upgrade(let client, let target):
            upgrade(client, target, at: now, into: &effects)
        case .request(let client, let request):
            if !trade(request, from: client, at: now, into: &effects) {
                effects.append(.answer(client, answer(request, at: now)))
            }
        case .text(let client, let bytes):
            if let place = trading.sessions.place(of: client) {
                receive(bytes, atSession: place, at: now, into: &effects)
                return
            }
            guard let place = admit(client, at: now, into: &effects) else { return }
            answer(bytes, at: place, into: &effects)
        case .ping(let client, let payload):
            if trading.sessions.place(of: client) != nil { effects.append(.pong(client, payload)) }
            guard connections.place(of: client) != nil else { return }
            effects.append(.pong(client, payload))
            _ = admit(client, at: now, into: &effects)
        case .pong(let client, let payload):
            if let place = trading.sessions.place(of: client) {
                trading.sessions[place: place].keepAlive.receivePong(payload)
            }
            guard let place = admit(client, at: now, into: &effects) else { return }
            connections[place: place].keepAlive.receivePong(payload)
        case .closed(let client):
            if let place = connections.place(of: client) { connections.close(at: place) }
            if let place = trading.sessions.place(of: client) { trading.sessions.close(at: place) }
            trading.events.forget(client)
        case .market(let event):
            play(event, at: now, into: &effects)
        case .deadlineReached:
            if let second, now.steady >= second.end { flush(second.merged, at: now, into: &effects) }
            keepAlive(at: now, into: &effects)
            continueTrading(at: now, into: &effects)
        case .fault, .faultEnd:
            preconditionFailure("faults are steered, not acted on")
        }
    }

    var venueDeadline: MonotonicTime? {
        var earliest = second?.end
        for place in connections.indices {
            let next = connections[place: place].keepAlive.deadline
            earliest = min(earliest ?? next, next)
        }
        return [earliest, trading.deadline].compactMap(\.self).min()
    }

    // MARK: - Market

    private mutating func play(_ event: PlayedEvent, at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        switch event {
        case .depth(let change):
            play(change, at: now, into: &effects)
        case .ticker(let ticker):
            play(ticker, at: now, into: &effects)
        case .trade(let trade):
            play(trade, at: now, into: &effects)
        case .restart(let snapshot):
            restart(snapshot, at: now, into: &effects)
        }
    }

    /// Each event begins where the one before it ended, and ends above that even if the recording should not.
    private mutating func play(_ change: MarketDepth, at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        let firstID = lastUpdateID + 1
        var change = change
        change.lastID = max(change.lastID, firstID)
        let isLate = pendingID.map { change.lastID < $0 } ?? false
        if !isLate { pendingID = nil }
        var events: [TradingEvent] = []
        trading.engine.absorb(&change, &book, isLate: isLate, at: now, into: &events)
        tell(events, at: now, into: &effects)
        publishTrades(at: now, into: &effects)
        show(change, at: now, into: &effects)
    }

    /// A trade, in which open orders may have their part.
    private mutating func play(_ trade: MarketTrade, at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        var events: [TradingEvent] = []
        let rest = trading.engine.share(trade, &book, at: now, into: &events)
        tell(events, at: now, into: &effects)
        publishTrades(at: now, into: &effects)
        if let rest { show(rest, at: now, into: &effects) }
        publishTrading(at: now, into: &effects)
    }

    /// The best levels, which run ahead of the book: what they show may meet an open order already.
    private mutating func play(_ ticker: MarketTicker, at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        lastTicker = ticker
        if let change = trading.engine.foretold(by: ticker) {
            var events: [TradingEvent] = []
            trading.engine.foretell(change, &book, at: now, into: &events)
            tell(events, at: now, into: &effects)
            publishTrading(at: now, into: &effects)
        }
        let shown = trading.engine.restate(ticker, book)
        state(shown, into: &effects)
    }

    /// Prints the trades of our orders.
    private mutating func publishTrades(at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        for trade in trading.engine.takeTrades() { show(trade, at: now, into: &effects) }
    }

    /// The book as everybody can know it.
    var published: ExchangeBook { trading.engine.published(book) }

    var played: ExchangeBook { trading.engine.played(book) }

    /// Sends a trade.
    mutating func show(_ trade: MarketTrade, at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        broadcast(.trade, into: &effects) { [messages] in messages.trade(trade, at: now.wall, $0) }
    }

    /// Sends the best levels.
    mutating func show(_ ticker: MarketTicker, into effects: inout [ExchangeEffect]) {
        state(ticker, into: &effects)
    }

    /// Sends a change that the book shows already.
    mutating func show(_ change: MarketDepth, at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        let firstID = lastUpdateID + 1
        lastUpdateID = change.lastID
        let told = crossed(change)
        broadcast(.depthFast, into: &effects) { [messages] in
            messages.depthUpdate(told, firstID: firstID, at: now.wall, $0)
        }
        broadcastTop(5, .top5Fast, into: &effects)
        broadcastTop(10, .top10Fast, into: &effects)
        broadcastTop(20, .top20Fast, into: &effects)
        guard hasSlowStream else { return }
        if second == nil {
            second = Second(change, firstID: firstID, at: now.steady)
        } else {
            second?.merged.absorb(change)
        }
    }

    /// States the best levels; wrongly, if that is to go wrong.
    private mutating func state(_ ticker: MarketTicker, into effects: inout [ExchangeEffect]) {
        var ticker = ticker
        statedID = max(statedID, ticker.identifier)
        if hasSubscriber(.bookTicker), faults.take(.wrongTop) != nil { ticker.bid.price -= instrument.tick.units }
        broadcast(.bookTicker, into: &effects) { [messages] _ in messages.bookTicker(ticker) }
    }

    /// The change as it is told: with a bid above the best ask, if the book is to look crossed.
    private mutating func crossed(_ change: MarketDepth) -> MarketDepth {
        guard hasSubscriber(.depthFast), let ask = book.asks.best, faults.take(.crossed) != nil else { return change }
        var change = change
        change.bids.append(BookLevel(price: ask.price + instrument.tick.units, quantity: ask.quantity))
        return change
    }

    /// Sends the changes of a second that is over.
    private mutating func flush(
        _ merged: MergedDepth,
        at now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) {
        second = nil
        broadcast(.depthSlow, into: &effects) { [messages] in
            messages.depthUpdate(merged.change, firstID: merged.firstID, at: now.wall, $0)
        }
        broadcastTop(5, .top5Slow, into: &effects)
        broadcastTop(10, .top10Slow, into: &effects)
        broadcastTop(20, .top20Slow, into: &effects)
    }

    private mutating func broadcastTop(_ levels: Int, _ stream: BinanceStream, into effects: inout [ExchangeEffect]) {
        guard hasSubscriber(stream) else { return }
        let frame = messages.depth(published, lastID: lastUpdateID, levels: levels)
        broadcast(stream, into: &effects) { _ in frame }
    }

    private func hasSubscriber(_ stream: BinanceStream) -> Bool {
        let wanted = BinanceStreams(stream)
        return connections.indices.contains { connections[place: $0].streams.contains(wanted) }
    }

    private var hasSlowStream: Bool {
        connections.indices.contains { !connections[place: $0].streams.isDisjoint(with: .slow) }
    }

    private mutating func broadcast(
        _ stream: BinanceStream,
        into effects: inout [ExchangeEffect],
        _ write: (BinanceTimeUnit) -> [UInt8]
    ) {
        guard hasSubscriber(stream) else { return }
        let wanted = BinanceStreams(stream)
        var frames = BinanceFrames(stream: streamNames[stream.rawValue])
        let isChange = stream == .depthFast || stream == .depthSlow
        let tampering = isChange ? faults.tampering() : .none
        for place in connections.indices where connections[place: place].streams.contains(wanted) {
            let frame = frames.frame(connections[place: place].form, write)
            let client = connections.identifier(at: place)
            if isChange {
                faults.deliver(frame, to: client, tampering, into: &effects)
            } else {
                effects.append(.text(client, frame))
            }
        }
    }

    /// Announces the end, cuts every connection, and begins again with a fresh book.
    private mutating func restart(
        _ snapshot: MarketSnapshot,
        at now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) {
        let clients = connections.indices.map { connections.identifier(at: $0) }
        for client in clients {
            announce(.leaving(at: now.wall), to: [client], into: &effects)
            effects.append(.close(client, code: Self.farewell.code, reason: Self.farewell.reason))
        }
        let sessions = trading.sessions.indices.map { trading.sessions.identifier(at: $0) }
        announce(.leaving(at: now.wall), to: sessions, into: &effects)
        closeSessions(into: &effects)
        connections.closeAll()
        second = nil
        book = ExchangeBook(snapshot)
        lastUpdateID = max(snapshot.lastID, lastUpdateID + 1, statedID)
        lastTicker = nil
        pendingID = nil
        var events: [TradingEvent] = []
        trading.engine.restart(&book, at: now, into: &events)
        _ = trading.engine.takeTrades()
        tell(events, at: now, into: &effects)
    }

    /// Ends every connection to the WebSocket API.
    private mutating func closeSessions(into effects: inout [ExchangeEffect]) {
        for place in trading.sessions.indices {
            let client = trading.sessions.identifier(at: place)
            effects.append(.close(client, code: Self.farewell.code, reason: Self.farewell.reason))
        }
        trading.sessions.closeAll()
    }

    // MARK: - Faults

    static let farewell = (code: WebSocketCloseCode.goingAway, reason: "server restart")

    /// Binance tells of its own end alone: a market that is closed shows in `exchangeInfo`.
    mutating func announce(_ news: FaultNews, to clients: [ConnectionID], into effects: inout [ExchangeEffect]) {
        guard case .leaving(let time) = news else { return }
        var frames = BinanceFrames(stream: "!serverShutdown")
        for client in clients {
            if let place = trading.sessions.place(of: client) {
                var object = WireObject()
                object.add("event", raw: messages.serverShutdown(at: time, trading.sessions[place: place].unit))
                effects.append(.text(client, object.finish()))
            }
            guard let place = connections.place(of: client) else { continue }
            let frame = frames.frame(connections[place: place].form) { messages.serverShutdown(at: time, $0) }
            effects.append(.text(client, frame))
        }
    }

    mutating func keepOldBook() {
        old = (published, lastUpdateID)
    }

    mutating func endSessions(at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        for place in trading.sessions.indices {
            for subscription in trading.sessions[place: place].subscriptions {
                let client = trading.sessions.identifier(at: place)
                let time = trading.sessions[place: place].unit.count(now.wall)
                var event = WireObject()
                event.add("e", "eventStreamTerminated")
                event.add("E", time)
                var object = WireObject()
                object.add("subscriptionId", subscription.number)
                object.add("event", raw: event.finish())
                effects.append(.text(client, object.finish()))
            }
            trading.sessions[place: place].subscriptions.removeAll()
        }
    }

    mutating func beginAnew(at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        for place in connections.indices {
            let client = connections.identifier(at: place)
            effects.append(.close(client, code: Self.farewell.code, reason: Self.farewell.reason))
        }
        connections.closeAll()
        closeSessions(into: &effects)
        trading.pending.removeAll()
        second = nil
    }
}
