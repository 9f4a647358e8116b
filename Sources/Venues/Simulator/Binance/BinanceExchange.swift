public import Books
import Venues

/// An exchange of our own that speaks Binance Spot's public protocol about one played market.
///
/// Written from Binance's published documents: REST API, WebSocket Streams, Errors, in their state of July 2026.
public struct BinanceExchange: SimulatedExchange {
    /// What it trades.
    public let instrument: ExchangeInstrument
    /// The book: what every client has to arrive at.
    private(set) var book: ExchangeBook
    /// The identifier of the last change in ``book``.
    private(set) var lastUpdateID: Int64

    let messages: BinanceMessages
    /// The symbol as streams name it.
    let streamSymbol: String
    var connections = ConnectionTable<BinanceConnection>()
    var weights = BinanceWeights()
    private var second: BinanceMergedDepth?
    private let streamNames: [String]

    /// An exchange with this book and no clients.
    public init(_ instrument: ExchangeInstrument, opening: MarketSnapshot) {
        self.instrument = instrument
        book = ExchangeBook(opening)
        lastUpdateID = opening.lastID
        messages = BinanceMessages(instrument: instrument)
        let symbol = instrument.symbol.lowercased()
        streamSymbol = symbol
        streamNames = BinanceStream.allCases.map { symbol + "@" + $0.suffix }
    }

    public mutating func handle(
        _ input: ExchangeInput,
        at now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) {
        switch input {
        case .upgrade(let client, let target):
            upgrade(client, target, at: now, into: &effects)
        case .request(let client, let request):
            effects.append(.answer(client, answer(request, at: now)))
        case .text(let client, let bytes):
            guard let place = admit(client, at: now, into: &effects) else { return }
            answer(bytes, at: place, into: &effects)
        case .ping(let client):
            _ = admit(client, at: now, into: &effects)
        case .pong(let client, let payload):
            guard let place = admit(client, at: now, into: &effects) else { return }
            connections[place: place].keepAlive.receivePong(payload)
        case .closed(let client):
            if let place = connections.place(of: client) { connections.close(at: place) }
        case .market(let event):
            play(event, at: now, into: &effects)
        case .deadlineReached:
            if let second, now.steady >= second.end { flush(second, at: now, into: &effects) }
            keepAlive(at: now, into: &effects)
        }
    }

    public var deadline: MonotonicTime? {
        var earliest = second?.end
        for place in connections.indices {
            let next = connections[place: place].keepAlive.deadline
            earliest = min(earliest ?? next, next)
        }
        return earliest
    }

    // MARK: - Market

    private mutating func play(_ event: PlayedEvent, at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        switch event {
        case .depth(let change):
            play(change, at: now, into: &effects)
        case .ticker(let ticker):
            broadcast(.bookTicker, into: &effects) { _ in messages.bookTicker(ticker) }
        case .trade(let trade):
            broadcast(.trade, into: &effects) { messages.trade(trade, at: now.wall, $0) }
        case .restart(let snapshot):
            restart(snapshot, at: now, into: &effects)
        }
    }

    /// Each event begins where the one before it ended, and ends above that even if the recording should not.
    private mutating func play(_ change: MarketDepth, at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        let firstID = lastUpdateID + 1
        var change = change
        change.lastID = max(change.lastID, firstID)
        book.apply(change)
        lastUpdateID = change.lastID
        broadcast(.depthFast, into: &effects) {
            messages.depthUpdate(change, firstID: firstID, at: now.wall, $0)
        }
        broadcastTop(5, .top5Fast, into: &effects)
        broadcastTop(10, .top10Fast, into: &effects)
        broadcastTop(20, .top20Fast, into: &effects)
        guard hasSlowStream else { return }
        if second == nil {
            second = BinanceMergedDepth(change, firstID: firstID, at: now.steady)
        } else {
            second?.absorb(change)
        }
    }

    /// Sends the changes of a second that is over.
    private mutating func flush(
        _ merged: BinanceMergedDepth,
        at now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) {
        second = nil
        broadcast(.depthSlow, into: &effects) {
            messages.depthUpdate(merged.change, firstID: merged.firstID, at: now.wall, $0)
        }
        broadcastTop(5, .top5Slow, into: &effects)
        broadcastTop(10, .top10Slow, into: &effects)
        broadcastTop(20, .top20Slow, into: &effects)
    }

    private func broadcastTop(_ levels: Int, _ stream: BinanceStream, into effects: inout [ExchangeEffect]) {
        broadcast(stream, into: &effects) { _ in messages.depth(book, lastID: lastUpdateID, levels: levels) }
    }

    private var hasSlowStream: Bool {
        connections.indices.contains { !connections[place: $0].streams.isDisjoint(with: .slow) }
    }

    private func broadcast(
        _ stream: BinanceStream,
        into effects: inout [ExchangeEffect],
        _ write: (BinanceTimeUnit) -> [UInt8]
    ) {
        let wanted = BinanceStreams(stream)
        var frames = BinanceFrames(stream: streamNames[stream.rawValue])
        for place in connections.indices where connections[place: place].streams.contains(wanted) {
            let frame = frames.frame(connections[place: place].form, write)
            effects.append(.text(connections.identifier(at: place), frame))
        }
    }

    /// Announces the end, cuts every connection, and begins again with a fresh book.
    private mutating func restart(
        _ snapshot: MarketSnapshot,
        at now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) {
        var frames = BinanceFrames(stream: "!serverShutdown")
        for place in connections.indices {
            let client = connections.identifier(at: place)
            let frame = frames.frame(connections[place: place].form) { messages.serverShutdown(at: now.wall, $0) }
            effects.append(.text(client, frame))
            effects.append(.close(client, code: 1001, reason: "server restart"))
        }
        connections.closeAll()
        second = nil
        book = ExchangeBook(snapshot)
        lastUpdateID = max(snapshot.lastID, lastUpdateID + 1)
    }
}
