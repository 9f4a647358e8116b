import Books
import Testing
import Venues

/// Binance's session and messages, for tests.
enum BinanceBench {
    static let feed = FeedInstrument(
        venue: VenueID(slot: 0),
        instrument: Instrument(
            base: "ETH",
            quote: "USDT",
            priceUnit: DecimalUnit(decimals: 2),
            quantityUnit: DecimalUnit(decimals: 4)
        ),
        symbol: "ETHUSDT"
    )

    static func session(_ market: BinanceMarket = .spot) throws -> BinanceSession {
        let stream = try #require(Endpoint(host: "stream.example", port: 443, isSecure: true, path: "/"))
        let rest = try #require(Endpoint(host: "rest.example", port: 443, isSecure: true, path: "/"))
        return try #require(BinanceSession(feed: feed, market: market, stream: stream, rest: rest))
    }

    static func bench(_ market: BinanceMarket = .spot) throws -> SessionBench<BinanceSession> {
        SessionBench(try session(market))
    }

    /// A session that is connected and has read the symbol's rules.
    static func listed(_ market: BinanceMarket = .spot) throws -> SessionBench<BinanceSession> {
        var bench = try bench(market)
        bench.connect()
        bench.answer(try #require(bench.requests.first).number, exchangeInfo())
        return bench
    }

    /// A session whose book is live after change number 100: bid 10.00, ask 11.00.
    static func live(_ market: BinanceMarket = .spot) throws -> SessionBench<BinanceSession> {
        var bench = try listed(market)
        bench.receive(depth(95, 99, previous: 94))
        bench.answer(try #require(bench.requests.first).number, snapshot(100))
        #expect(bench.states == [.live])
        return bench
    }

    // MARK: - Messages

    /// A raw depth event; futures name their predecessor.
    static func depth(
        _ first: UInt64,
        _ last: UInt64,
        previous: UInt64? = nil,
        bids: String = #"["9.00","1.0000"]"#,
        asks: String = "",
        stamp: Int64 = 1_723_161_255_308
    ) -> String {
        let predecessor = previous.map { #""pu":\#($0),"# } ?? ""
        return #"{"e":"depthUpdate","E":\#(stamp),"s":"ETHUSDT","U":\#(first),"u":\#(last),\#(predecessor)"#
            + #""b":[\#(bids)],"a":[\#(asks)]}"#
    }

    static func snapshot(
        _ last: UInt64,
        bids: String = #"["10.00","1.0000"]"#,
        asks: String = #"["11.00","2.0000"]"#
    ) -> String {
        #"{"lastUpdateId":\#(last),"bids":[\#(bids)],"asks":[\#(asks)]}"#
    }

    static func exchangeInfo(
        symbol: String = "ETHUSDT",
        status: String = "TRADING",
        tick: String = "0.01000000",
        lot: String = "0.00010000",
        notional: String = #"{"filterType":"NOTIONAL","minNotional":"5.00000000","applyMinToMarket":true}"#
    ) -> String {
        #"{"timezone":"UTC","symbols":[{"symbol":"BTCUSDT","status":"BREAK","filters":[]},{"symbol":"\#(symbol)","#
            + #""status":"\#(status)","baseAsset":"ETH","filters":[{"filterType":"PRICE_FILTER","minPrice":"0.01","#
            + #""tickSize":"\#(tick)"},{"filterType":"LOT_SIZE","stepSize":"\#(lot)"},\#(notional)]}]}"#
    }
}
