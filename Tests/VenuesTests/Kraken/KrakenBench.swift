import Books
import Testing
import Venues

/// Kraken's session and messages, for tests.
enum KrakenBench {
    static let symbol = "BTC/USD"

    /// The console counts finer than the venue writes.
    static func feed(priceDecimals: Int = 2, quantityDecimals: Int = 9) -> FeedInstrument {
        FeedInstrument(
            venue: VenueID(slot: 0),
            instrument: Instrument(
                base: "BTC",
                quote: "USD",
                priceUnit: DecimalUnit(decimals: priceDecimals),
                quantityUnit: DecimalUnit(decimals: quantityDecimals)
            ),
            symbol: symbol
        )
    }

    static func session(depth: Int = 10, feed: FeedInstrument = feed()) throws -> KrakenSession {
        let stream = try #require(Endpoint(host: "ws.example", port: 443, isSecure: true, path: "/"))
        return try #require(KrakenSession(feed: feed, stream: stream, depth: depth))
    }

    /// A session that is connected and waits for its snapshot.
    static func connected(depth: Int = 10) throws -> SessionBench<KrakenSession> {
        var bench = SessionBench(try session(depth: depth))
        bench.connect()
        return bench
    }

    /// A session whose book is live, and the venue's own book: bid 100.0, ask 101.0.
    static func live(depth: Int = 10) throws -> (SessionBench<KrakenSession>, Venue) {
        var bench = try connected(depth: depth)
        var venue = Venue(depth: depth)
        bench.receive(venue.snapshot(bids: [("100.0", "1.00000000")], asks: [("101.0", "2.00000000")]))
        #expect(bench.states == [.live])
        return (bench, venue)
    }

    /// The venue's side: it keeps its book and writes the messages with their checksums.
    struct Venue {
        private(set) var book: PlainKrakenBook

        init(depth: Int) {
            book = PlainKrakenBook(depth: depth)
        }

        mutating func snapshot(bids: [(String, String)], asks: [(String, String)]) -> String {
            message("snapshot", bids, asks)
        }

        mutating func update(
            bids: [(String, String)] = [],
            asks: [(String, String)] = [],
            wrong: Bool = false
        ) -> String {
            message("update", bids, asks, wrong: wrong)
        }

        private mutating func message(
            _ type: String,
            _ bids: [(String, String)],
            _ asks: [(String, String)],
            wrong: Bool = false
        ) -> String {
            func side(_ levels: [(String, String)]) -> String {
                levels.map { #"{"price":\#($0.0),"qty":\#($0.1)}"# }.joined(separator: ",")
            }
            let opening =
                #"{"channel":"book","type":"\#(type)","data":[{"symbol":"\#(symbol)","bids":[\#(side(bids))],"#
                + #""asks":[\#(side(asks))],"checksum":"#
            let closing = #","timestamp":"2026-08-24T22:21:57.110183Z"}]}"#
            if let tree = JSONReading.tree([UInt8]((opening + "0" + closing).utf8)) { book.apply(tree, symbol: symbol) }
            return opening + String(wrong ? book.checksum ^ 1 : book.checksum) + closing
        }
    }

    static func status(_ system: String) -> String {
        #"{"channel":"status","type":"update","data":[{"version":"2.0.10","system":"\#(system)","#
            + #""api_version":"v2","connection_id":13834774380200032777}]}"#
    }

    static func instrument(
        type: String = "update",
        symbol: String = symbol,
        status: String = "online",
        tick: String = "0.1",
        lot: String = "1e-8",
        costMin: String = #""0.5""#
    ) -> String {
        #"{"channel":"instrument","type":"\#(type)","data":{"assets":[{"id":"BTC","status":"enabled"}],"pairs":["#
            + #"{"symbol":"ETH/USD","status":"online","price_increment":0.01,"qty_increment":1e-8},"#
            + #"{"symbol":"\#(symbol)","status":"\#(status)","price_increment":\#(tick),"qty_increment":\#(lot),"#
            + #""cost_min":\#(costMin),"qty_min":0.00005}]}}"#
    }
}
