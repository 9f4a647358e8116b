import Books
import Recording
import Venues

/// Plays one symbol of a Kraken recording through the console's own session and gathers the facts.
struct KrakenVerifier {
    let symbol: String
    private let makeFacts: (Price) -> BookFacts
    private var session: KrakenSession
    private var effects = SessionEffects()
    private var facts: BookFacts?
    private var matched = 0
    private var mismatched = 0
    private(set) var log = VerificationLog()

    init?(symbol: String, instrument: Instrument, depth: Int?, makeFacts: @escaping (Price) -> BookFacts) {
        let feed = FeedInstrument(venue: VenueID(slot: 0), instrument: instrument, symbol: symbol)
        guard let host = Endpoint(host: "localhost", port: 443, isSecure: true, path: "/"),
            let session = KrakenSession(feed: feed, stream: host, depth: depth ?? KrakenSession.defaultDepth)
        else { return nil }
        self.symbol = symbol
        self.makeFacts = makeFacts
        self.session = session
        self.session.handle(.connected, at: MonotonicTime(nanoseconds: 0), into: &effects)
        effects.removeAll()
    }

    /// Plays one record.
    mutating func play(_ record: RecordedMessage) {
        guard record.kind == .streamed else { return }
        let now = MonotonicTime(nanoseconds: record.time)
        session.receive(record.payload.span, at: now, into: &effects)
        for event in effects.market.events {
            switch event {
            case .book(let update): apply(update, record)
            case .state(_, .resyncing(.checksum), _): mismatched += 1
            case .state, .top, .trade, .listing, .heard, .timing: continue
            }
        }
        if log.take(effects, line: record.line) {
            session.handle(.disconnected, at: now, into: &effects)
            session.handle(.connected, at: now, into: &effects)
        }
        effects.removeAll()
    }

    private mutating func apply(_ update: BookUpdate, _ record: RecordedMessage) {
        matched += 1
        if facts == nil { facts = makeFacts(BookFacts.firstPrice(of: update, levels: effects.market.levels)) }
        let place = BookFacts.Place(line: record.line, time: record.time) {
            [.init(name: "checksum", value: Self.checksum(record) ?? .null)]
        }
        facts?.apply(update, levels: effects.market.levels, at: place)
    }

    /// The checksum of a book message as it stands in it.
    private static func checksum(_ record: RecordedMessage) -> JSONValue? {
        do {
            return try JSONValue(record.payload.span)["data"]?.array?.first?["checksum"]
        } catch {
            return nil
        }
    }

    /// How many checksums were compared and how many of them were right.
    var checksums: (compared: Int, matched: Int) { (matched + mismatched, matched) }

    /// The facts, if there was a book.
    var json: JSONValue? {
        let checksums = JSONValue.members(["checked": .count(matched + mismatched), "matched": .count(matched)])
        return facts?.json(adding: [.init(name: "checksums", value: checksums)])
    }
}
