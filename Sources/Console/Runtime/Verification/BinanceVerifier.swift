import Books
import Foundation
import Recording
import Venues

/// Plays a Binance recording through the console's own session and gathers the facts.
struct BinanceVerifier {
    private static let venue = VenueID(slot: 0)

    private let instrument: Instrument
    private let symbol: String
    private let makeFacts: (Price) -> BookFacts
    private let decoder: BinanceDecoder
    private var session: BinanceSession
    private var effects = SessionEffects()
    private var facts: BookFacts?
    private var audit = TopOfBookAudit()
    private var log = VerificationLog()
    private var trades = TradeFacts()
    /// The depth events before the first one that was applied, to say where stream and snapshot met.
    private var early: [BinanceDepthSync.Event] = []
    private var sync: [JSONValue.Member] = []
    private var scratch: [PriceLevel] = []

    init?(
        symbol: String,
        market: BinanceMarket,
        instrument: Instrument,
        makeFacts: @escaping (Price) -> BookFacts
    ) {
        let feed = FeedInstrument(venue: Self.venue, instrument: instrument, symbol: symbol)
        guard let host = Endpoint(host: "localhost", port: 443, isSecure: true, path: "/"),
            let session = BinanceSession(feed: feed, market: market, stream: host, rest: host)
        else { return nil }
        self.instrument = instrument
        self.symbol = symbol
        self.makeFacts = makeFacts
        self.session = session
        decoder = BinanceDecoder(feed: feed)
        self.session.handle(.connected, at: MonotonicTime(nanoseconds: 0), into: &effects)
        effects.removeAll()
    }

    /// Plays one record.
    mutating func play(_ record: RecordedMessage) {
        let now = MonotonicTime(nanoseconds: record.time)
        switch record.kind {
        case .streamed:
            if facts?.updates ?? 0 == 0 { noteEarly(record) }
            session.receive(record.payload.span, at: now, into: &effects)
        case .answered:
            noteUnreadable(record)
            session.takeSnapshot(record.payload.span, at: now, into: &effects)
        case .sent, .opened:
            return
        }
        for event in effects.market.events { take(event, record) }
        if log.take(effects, line: record.line) {
            session.handle(.disconnected, at: now, into: &effects)
            session.handle(.connected, at: now, into: &effects)
            audit.restart()
        }
        effects.removeAll()
    }

    /// A line that is no stream message has to be an answer that can be read: a damaged one may have been anything.
    private mutating func noteUnreadable(_ record: RecordedMessage) {
        scratch.removeAll(keepingCapacity: true)
        do {
            _ = try decoder.decode(record.payload.span, levels: &scratch)
        } catch {
            log.add(record.line, "the line cannot be read: \(error.sentence)", "it was left out")
        }
    }

    private mutating func noteEarly(_ record: RecordedMessage) {
        scratch.removeAll(keepingCapacity: true)
        do {
            guard case .depth(let event, _, _, _) = try decoder.decode(record.payload.span, levels: &scratch) else {
                return
            }
            early.append(event)
        } catch {
            // The session meets the same message and reports it.
            return
        }
    }

    private mutating func take(_ event: MarketEvent, _ record: RecordedMessage) {
        switch event {
        case .book(let update): apply(update, record)
        case .top(let top): audit.take(top)
        case .trade(let trade): trades.take(trade)
        case .state(_, .resyncing, _): audit.restart()
        case .state, .listing, .heard, .timing: return
        }
    }

    private mutating func apply(_ update: BookUpdate, _ record: RecordedMessage) {
        if update.kind == .snapshot, facts == nil {
            facts = makeFacts(BookFacts.firstPrice(of: update, levels: effects.market.levels))
            sync = [
                .init(name: "snapshot_lastUpdateId", value: .count(update.sequence)),
                .init(name: "snapshot_line", value: .count(record.line)),
            ]
        }
        // An event that waited for the snapshot is applied where the snapshot stands.
        let place = BookFacts.Place(line: record.line, time: record.time) {
            let eventTime = update.exchangeTime.map { JSONValue.count($0.nanoseconds / 1_000_000) }
            return [
                .init(name: "u", value: .count(update.sequence)),
                .init(name: "E", value: eventTime ?? .null),
            ]
        }
        facts?.apply(update, levels: effects.market.levels, at: place)
        if update.kind == .delta, facts?.updates == 1 { noteFirstApplied(update, line: record.line) }
        audit.take(sequence: update.sequence, bid: facts?.book.bids.best, ask: facts?.book.asks.best)
    }

    private mutating func noteFirstApplied(_ update: BookUpdate, line: Int) {
        guard let index = early.firstIndex(where: { $0.last == update.sequence }) else { return }
        let first = early[index]
        sync.insert(.init(name: "dropped_old", value: .count(index)), at: 0)
        let place = [JSONValue.count(first.first), .count(first.last), .count(line)]
        sync.insert(.init(name: "first_applied", value: .array(place)), at: 1)
    }

    /// The report, once all records are played.
    mutating func report(path: String, venue: String, survey: RecordingSurvey) -> VerificationReport {
        audit.finish()
        if facts == nil {
            log.add(0, "no snapshot that the stream continues", "no book was built, so nothing is proved")
        }
        let details: [JSONValue.Member] = [
            .init(name: "bookTicker_messages", value: .count(survey.kinds["bookTicker"] ?? 0)),
            .init(name: "no_earlier_bookTicker", value: .count(audit.withoutEarlierTop)),
            .init(name: "mismatch_at_u", value: .array(audit.mismatches.map { .count($0) })),
        ]
        let rule =
            "after each applied depth event with final update id u, best bid and ask price and quantity must equal "
            + "the bookTicker message with the largest id <= u"
        return VerificationReport(
            path: path,
            venue: venue,
            messages: survey.kinds.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
            sync: .object(sync),
            trades: trades.json(instrument),
            truth: .init(rule: rule, compared: audit.compared, matched: audit.matched, details: details),
            symbols: facts.map { [(symbol, $0.json(adding: []))] } ?? [],
            problems: log.problems
        )
    }
}
