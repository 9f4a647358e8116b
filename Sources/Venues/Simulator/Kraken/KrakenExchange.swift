public import Books
public import Venues

/// An exchange of our own that speaks Kraken's public WebSocket v2 protocol about one played market.
///
/// Written from Kraken's published documents (Spot WebSocket v2: book, trade, instrument, status, heartbeat, ping, guide
/// to the book checksum), in their state of August 2026.
public struct KrakenExchange: SimulatedExchange, FaultyExchange {
    /// What it trades.
    public let instrument: ExchangeInstrument
    /// The book: what every client has to arrive at, as far as its depth goes.
    var book: ExchangeBook

    let messages: KrakenMessages
    var connections = ConnectionTable<KrakenConnection>()
    var faults = FaultDesk()
    /// The orders of its clients.
    var trading: KrakenTrading
    /// The book that old snapshots show.
    private(set) var old: ExchangeBook?
    /// The latest trades, the oldest first.
    private(set) var trades: [KrakenTrade] = []
    private var windows: [Window?] = Array(repeating: nil, count: KrakenDepth.allCases.count)

    /// How many trades a snapshot has.
    private static let tradeLimit = 50
    /// Kraken's numbers of connections lie above 2^63.
    private static let firstConnection: UInt64 = 13_834_774_380_200_032_777

    private struct Window: Sendable {
        var bids: KrakenWindow
        var asks: KrakenWindow
    }

    /// An exchange with this book and these accounts, whose signatures `digests` checks.
    public init(
        _ instrument: ExchangeInstrument,
        opening: MarketSnapshot,
        accounts: [TradingAccount],
        digests: any MessageDigests
    ) throws(DecimalError) {
        self.init(instrument, opening: opening)
        trading = try KrakenTrading(instrument, accounts: accounts, digests: digests)
    }

    /// An exchange with this book, where nobody has an account.
    public init(_ instrument: ExchangeInstrument, opening: MarketSnapshot) {
        self.instrument = instrument
        book = ExchangeBook(opening)
        messages = KrakenMessages(instrument: instrument)
        trading = KrakenTrading(instrument)
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
        AccountReport(
            trading.engine,
            order: { KrakenNames.identifier("O", $0) },
            trade: { KrakenNames.identifier("T", $0.sequence) }
        )
    }

    public var faultRevision: Int { faults.revision }

    mutating func act(_ input: ExchangeInput, at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        switch input {
        case .upgrade(let client, let target):
            upgrade(client, target, at: now, into: &effects)
        case .request(let client, let request):
            answer(request, from: client, at: now, into: &effects)
        case .text(let client, let bytes):
            guard let place = connections.place(of: client) else { return }
            answer(bytes, at: place, now, into: &effects)
        case .closed(let client):
            if let place = connections.place(of: client) { close(place) }
            trading.events.forget(client)
        case .market(let event):
            play(event, at: now, into: &effects)
        case .deadlineReached:
            keepAlive(at: now, into: &effects)
            continueTrading(at: now, into: &effects)
        case .ping(let client, let payload):
            if connections.place(of: client) != nil { effects.append(.pong(client, payload)) }
        case .pong:
            // It keeps a connection open and means nothing else here.
            break
        case .fault, .faultEnd:
            preconditionFailure("faults are steered, not acted on")
        }
    }

    var venueDeadline: MonotonicTime? {
        var earliest: MonotonicTime?
        for place in connections.indices {
            let next = connections[place: place].deadline
            earliest = min(earliest ?? next, next)
        }
        return [earliest, trading.deadline].compactMap(\.self).min()
    }

    // MARK: - Connections

    static let notFound = HTTPAnswer(status: 404, headers: [], body: [])

    private mutating func upgrade(
        _ client: ConnectionID,
        _ target: String,
        at now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) {
        guard RequestTarget(target)?.path == ["v2"] else {
            effects.append(.answer(client, Self.notFound))
            return
        }
        if let refusal = upgradeRefusal() {
            effects.append(.answer(client, refusal))
            return
        }
        connections.open(client, KrakenConnection(openedAt: now.steady))
        effects.append(.accept(client))
        effects.append(.text(client, status(system, client)))
    }

    /// The refusal of an upgrade by the gateway, if something is to go wrong with it.
    mutating func upgradeRefusal() -> HTTPAnswer? {
        if case .ban(let span) = faults.take(.ban)?.order.fault {
            return HTTPAnswer(status: 403, headers: [RetryAfter.header(span)], body: [])
        }
        guard case .rateLimit(let span) = faults.take(.rateLimit)?.order.fault else { return nil }
        return HTTPAnswer(status: 429, headers: [RetryAfter.header(span)], body: [])
    }

    /// The word for the state of the system.
    var systemName: String { system.rawValue }

    /// The state of the system that is told to a client who comes.
    private var system: KrakenMessages.System {
        if case .maintenance(let mode) = faults[.maintenance]?.order.fault { .init(mode) } else { .online }
    }

    private func status(_ system: KrakenMessages.System, _ client: ConnectionID) -> [UInt8] {
        KrakenMessages.status(system, connection: Self.firstConnection &+ client.number)
    }

    /// Sends the heartbeats that are due and closes those who subscribe to nothing.
    private mutating func keepAlive(at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        var place = 0
        while place < connections.indices.upperBound {
            guard now.steady >= connections[place: place].deadline else {
                place += 1
                continue
            }
            if connections[place: place].isIdle {
                effects.append(.close(connections.identifier(at: place), code: 1000, reason: "no subscription"))
                close(place)
            } else {
                send(KrakenMessages.heartbeat, to: place, at: now, into: &effects)
                place += 1
            }
        }
    }

    /// Sends a message, which puts the next heartbeat off.
    mutating func send(
        _ message: [UInt8],
        to place: Int,
        at now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) {
        connections[place: place].lastSent = now.steady
        effects.append(.text(connections.identifier(at: place), message))
    }

    private mutating func close(_ place: Int) {
        connections.close(at: place)
        dropUnusedWindows()
    }

    // MARK: - Market

    private mutating func play(_ event: PlayedEvent, at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        switch event {
        case .depth(let change):
            var change = change
            var events: [TradingEvent] = []
            trading.engine.absorb(&change, &book, at: now, into: &events)
            tell(events, at: now, into: &effects)
            for trade in trading.engine.takeTrades() { show(trade, at: now, into: &effects) }
            sendBook(at: now, into: &effects)
        case .trade(let trade):
            var events: [TradingEvent] = []
            let rest = trading.engine.share(trade, &book, at: now, into: &events)
            tell(events, at: now, into: &effects)
            for trade in trading.engine.takeTrades() { show(trade, at: now, into: &effects) }
            if let rest { show(rest, at: now, into: &effects) }
            publishTrading(at: now, into: &effects)
        case .ticker:
            // Kraken's best levels are those of its book; there is no channel that runs ahead of it.
            break
        case .restart(let snapshot):
            restart(snapshot, at: now, into: &effects)
        }
    }

    var played: ExchangeBook { trading.engine.played(book) }

    /// Sends a trade and keeps it for those who come later.
    mutating func show(_ trade: MarketTrade, at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        let trade = KrakenTrade(trade: trade, time: now.wall)
        if trades.count == Self.tradeLimit { trades.removeFirst() }
        trades.append(trade)
        guard hasSubscriber(.trade) else { return }
        broadcast(messages.trades("update", CollectionOfOne(trade)), to: .trade, at: now, into: &effects)
    }

    /// Sends each depth's subscribers what changed in their window; nothing, if the change lies beyond it.
    mutating func sendBook(at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        var checksum: UInt32?
        for depth in KrakenDepth.allCases {
            guard let change = updateWindow(depth), !change.isEmpty else { continue }
            let value = checksum ?? KrakenChecksum.value(book)
            checksum = value
            let told = spoiled(change, checksum: value)
            let message = messages.book("update", told.change, checksum: told.checksum, at: now.wall)
            broadcast(message, to: .book(depth), at: now, into: &effects)
        }
    }

    /// The change as it is told: crossed, with the checksum of the crossed book, or with a wrong checksum.
    private mutating func spoiled(
        _ change: KrakenBookChange,
        checksum: UInt32
    ) -> (change: KrakenBookChange, checksum: UInt32) {
        if let ask = book.asks.best, faults.take(.crossed) != nil {
            let bid = BookLevel(price: ask.price + instrument.tick.units, quantity: ask.quantity)
            var crossed = book
            crossed.bids.apply(bid)
            let told = KrakenBookChange(bids: change.bids + [bid], asks: change.asks)
            return (told, KrakenChecksum.value(crossed))
        }
        // Every bit is another one: no checksum is so wrong.
        return (change, faults.take(.checksum) == nil ? checksum : ~checksum)
    }

    private mutating func updateWindow(_ depth: KrakenDepth) -> KrakenBookChange? {
        guard windows[depth.rawValue] != nil else { return nil }
        let bids = windows[depth.rawValue]?.bids.update(from: book.bids) ?? []
        let asks = windows[depth.rawValue]?.asks.update(from: book.asks) ?? []
        return KrakenBookChange(bids: bids, asks: asks)
    }

    private mutating func broadcast(
        _ message: [UInt8],
        to subscription: KrakenSubscription,
        at now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) {
        guard case .book = subscription else {
            for place in connections.indices where connections[place: place].subscriptions.contains(subscription) {
                send(message, to: place, at: now, into: &effects)
            }
            return
        }
        let tampering = faults.tampering()
        for place in connections.indices where connections[place: place].subscriptions.contains(subscription) {
            connections[place: place].lastSent = now.steady
            faults.deliver(message, to: connections.identifier(at: place), tampering, into: &effects)
        }
    }

    private func hasSubscriber(_ subscription: KrakenSubscription) -> Bool {
        connections.indices.contains { connections[place: $0].subscriptions.contains(subscription) }
    }

    /// Announces maintenance, closes every connection, and begins again with a fresh book.
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
        connections.closeAll()
        dropUnusedWindows()
        book = ExchangeBook(snapshot)
        var events: [TradingEvent] = []
        trading.engine.restart(&book, at: now, into: &events)
        for trade in trading.engine.takeTrades() { show(trade, at: now, into: &effects) }
    }

    // MARK: - Windows

    /// The snapshot of a depth, and from now on its changes.
    mutating func openWindow(_ depth: KrakenDepth) -> KrakenBookChange {
        let window =
            windows[depth.rawValue]
            ?? Window(
                bids: KrakenWindow(depth: depth.levels, of: book.bids),
                asks: KrakenWindow(depth: depth.levels, of: book.asks)
            )
        windows[depth.rawValue] = window
        return KrakenBookChange(bids: window.bids.levels, asks: window.asks.levels)
    }

    /// Forgets the windows that nobody looks through.
    mutating func dropUnusedWindows() {
        for depth in KrakenDepth.allCases {
            if !hasSubscriber(.book(depth)) { windows[depth.rawValue] = nil }
        }
    }

    // MARK: - Faults

    static let farewell = (code: WebSocketCloseCode.serviceRestart, reason: "service restart")

    mutating func announce(_ news: FaultNews, to clients: [ConnectionID], into effects: inout [ExchangeEffect]) {
        let system: KrakenMessages.System =
            switch news {
            case .closing(let mode): .init(mode)
            case .opening: .online
            case .leaving: .maintenance
            }
        for client in clients { effects.append(.text(client, status(system, client))) }
    }

    mutating func keepOldBook() {
        old = book
    }

    mutating func endSessions(at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        trading.tokens.removeAll()
    }

    mutating func beginAnew(at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        for place in connections.indices {
            let client = connections.identifier(at: place)
            effects.append(.close(client, code: Self.farewell.code, reason: Self.farewell.reason))
        }
        connections.closeAll()
        dropUnusedWindows()
        trading.tokens.removeAll()
        trading.pending.removeAll()
    }
}
