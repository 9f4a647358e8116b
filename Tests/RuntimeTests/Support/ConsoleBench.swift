import Books
import Runtime
import TUI
import TestKit
import Testing
import Threads
import Venues

/// The whole console but for the screen: two venues in memory, their feeds, the trader, and its pictures.
final class ConsoleBench: Sendable {
    let binance = MemoryVenue(MemoryVenue.Script(greeting: [ConsoleBench.depth(99, 100)]))
    let kraken: MemoryVenue
    let rest: MemoryREST
    let log = LogCollector()
    let trader: TraderTask
    let supervisor: Supervisor

    static let snapshot =
        #"{"lastUpdateId":100,"bids":[["63004.80","1.5"],["63003.30","2.0"]],"asks":[["63005.00","0.5"]]}"#
    static let exchangeInfo =
        #"{"symbols":[{"symbol":"BTCUSD","status":"TRADING","filters":[{"filterType":"PRICE_FILTER","#
        + #""tickSize":"0.10"},{"filterType":"LOT_SIZE","stepSize":"0.00010000"}]}]}"#

    static func depth(_ first: Int, _ last: Int, bids: String = "") -> String {
        #"{"stream":"btcusd@depth@100ms","data":{"e":"depthUpdate","E":1723161255308,"s":"BTCUSD","U":\#(first),"#
            + #""u":\#(last),"b":[\#(bids)],"a":[]}}"#
    }

    init() throws {
        // The first snapshot of a recording: bid 63004.9 with 0.01876947, ask 63005.0 with 2.07265551.
        let recorded = try Recordings.records(try Recordings.kraken("v2_btcusd_d10_resyncs_20260801"), limit: 5)
        let frames = recorded.map(\.text)
        kraken = MemoryVenue(
            MemoryVenue.Script(reply: { text in
                text.contains(#""channel":"book""#) && text.contains(#""subscribe""#) ? [frames[1], frames[2]] : []
            })
        )
        rest = MemoryREST { request in
            let body = request.endpoint.path.contains("exchangeInfo") ? Self.exchangeInfo : Self.snapshot
            return .success(HTTPAnswer(status: 200, headers: [], body: Array(body.utf8)))
        }
        let mailbox = Mailbox()
        let instrument = Instrument(
            base: "BTC",
            quote: "USD",
            priceUnit: DecimalUnit(decimals: 2),
            quantityUnit: DecimalUnit(decimals: 8)
        )
        let builder = ViewModelBuilder(
            mode: .sim,
            instrument: instrument,
            identities: [VenueIdentity(name: "BINANCE", letter: "B"), VenueIdentity(name: "KRAKEN", letter: "K")]
        )
        trader = TraderTask(
            mailbox: mailbox,
            builder: builder,
            venueCount: 2,
            frameInterval: .milliseconds(20),
            logger: log.logger
        )
        let host = try #require(Endpoint(host: "venue.example", port: 443, isSecure: true, path: "/"))
        func feed(_ slot: Int, _ symbol: String) -> FeedInstrument {
            FeedInstrument(venue: VenueID(slot: slot), instrument: instrument, symbol: symbol)
        }
        let first = try #require(
            BinanceSession(feed: feed(0, "BTCUSD"), market: .spot, stream: host, rest: host)
        )
        let second = try #require(KrakenSession(feed: feed(1, "BTC/USD"), stream: host, depth: 10))
        supervisor = Supervisor(
            clients: [
                FeedTask(
                    venue: VenueID(slot: 0),
                    name: "binance",
                    session: first,
                    environment: Self.environment(binance, rest, log),
                    mailbox: mailbox
                ),
                FeedTask(
                    venue: VenueID(slot: 1),
                    name: "kraken",
                    session: second,
                    environment: Self.environment(kraken, rest, log),
                    mailbox: mailbox
                ),
            ],
            trader: trader
        )
    }

    private static func environment(_ venue: MemoryVenue, _ rest: MemoryREST, _ log: LogCollector) -> FeedEnvironment {
        FeedEnvironment(
            makePort: { MemoryPort(to: venue, wake: $0) },
            rest: rest,
            digests: PlainDigests(),
            random: { 0x0123_4567_89AB_CDEF },
            logger: log.logger
        )
    }

    /// Waits for a picture that `isWanted`, and gives it.
    func picture(
        _ comment: Comment,
        sourceLocation: SourceLocation = #_sourceLocation,
        where isWanted: (ConsoleViewModel) -> Bool
    ) async throws -> ConsoleViewModel? {
        var found: ConsoleViewModel?
        try await eventually(comment, sourceLocation: sourceLocation) {
            guard let picture = trader.view.take(), isWanted(picture) else { return false }
            found = picture
            return true
        }
        return found
    }
}
