import Books
import TestKit
import Testing
import Venues

/// What the session makes of the symbol's rules.
@Suite("Binance: the symbol's rules")
struct BinanceListingTests {
    /// A connected session, and the answer that it gets.
    private static func answered(
        _ body: String,
        status: Int = 200,
        headers: [HTTPHeader] = []
    ) throws -> SessionBench<BinanceSession> {
        var bench = try BinanceBench.bench()
        bench.connect()
        bench.answer(try #require(bench.requests.first).number, body, status: status, headers: headers)
        return bench
    }

    @Test(
        "Tick, lot and least notional come in the console's units",
        arguments: [
            (#"{"filterType":"NOTIONAL","minNotional":"5.0"}"#, 5_000_000),
            (#"{"filterType":"MIN_NOTIONAL","minNotional":"10.00000000"}"#, 10_000_000),
            (#"{"filterType":"MAX_NUM_ORDERS","maxNumOrders":200}"#, 0),
            (#"{"filterType":"NOTIONAL","minNotional":"much"}"#, 0),
        ] as [(String, Int128)]
    )
    func rules(filter: String, notional: Int128) throws {
        let bench = try Self.answered(BinanceBench.exchangeInfo(tick: "0.05", lot: "0.0010", notional: filter))
        let listing = VenueListing(
            tick: Price(units: 5),
            lot: Quantity(units: 10),
            minimumNotional: Notional(units: notional)
        )
        #expect(bench.listings == [listing])
        #expect(bench.effects.acts.isEmpty)
    }

    @Test("A least quantity is a rule of the lot's filter")
    func leastQuantity() throws {
        let lot = #""filterType":"LOT_SIZE","stepSize":"0.0010""#
        let text = BinanceBench.exchangeInfo(tick: "0.05", lot: "0.0010")
            .replacing(lot, with: lot + #","minQty":"0.0030""#)
        let bench = try Self.answered(text)
        #expect(bench.listings.first?.minimumQuantity == Quantity(units: 30))
    }

    @Test("A least notional beyond every order does not overflow, in the finest units either")
    func hugeNotional() throws {
        let finest = Instrument(base: "X", quote: "Y", priceUnit: .finest, quantityUnit: .finest)
        let feed = FeedInstrument(venue: VenueID(slot: 0), instrument: finest, symbol: "ETHUSDT")
        let host = try #require(Endpoint(host: "x.example", port: 443, isSecure: true, path: "/"))
        let session = try #require(BinanceSession(feed: feed, market: .spot, stream: host, rest: host))
        var bench = SessionBench(session)
        bench.connect()
        let filter = #"{"filterType":"NOTIONAL","minNotional":"46116860184.0"}"#
        bench.answer(
            try #require(bench.requests.first).number,
            BinanceBench.exchangeInfo(tick: "0.01", lot: "0.01", notional: filter)
        )
        #expect(bench.listings.first?.minimumNotional == Notional(units: .max))
    }

    @Test("A symbol that the venue does not list ends the connection with a sentence", arguments: [-1_121, -1_100])
    func unknown(code: Int) throws {
        let bench = try Self.answered(#"{"code":\#(code),"msg":"Invalid symbol."}"#, status: 400)
        #expect(bench.disconnect == .refused("Binance does not list ETHUSDT (error \(code)): check the symbol"))
    }

    @Test(
        "Rules that are finer than the console's units end the connection with a sentence",
        arguments: [("0.001", "0.0001"), ("0.01", "0.00001"), ("0.00000000", "0.0001"), ("0.01", "0")]
    )
    func finer(tick: String, lot: String) throws {
        let bench = try Self.answered(BinanceBench.exchangeInfo(tick: tick, lot: lot))
        let cause = "Binance's tick or lot of ETHUSDT is finer than the console's units: configure finer units"
        #expect(bench.disconnect == .refused(cause))
        #expect(bench.listings.isEmpty)
    }

    @Test(
        "An answer that says nothing about the symbol does not end the connection: it is asked for again",
        arguments: [
            (#"{"code":-1001,"msg":"Internal error."}"#, 500),
            ("", 502), ("<html>", 503), ("[]", 200), (#"{"symbols":[]}"#, 200),
        ]
    )
    func failures(body: String, status: Int) throws {
        var bench = try Self.answered(body, status: status)
        #expect(bench.disconnect == nil)
        #expect(bench.notes.count == 1)
        bench.receive(BinanceBench.depth(99, 100))
        bench.answer(RequestNumber(2), BinanceBench.snapshot(100))
        #expect(bench.states == [.live])
        let acts = bench.pass(.seconds(30))
        #expect(acts.compactMap(\.requested).map(\.path) == ["/api/v3/exchangeInfo?symbol=ETHUSDT"])
        bench.answer(try #require(acts.compactMap(\.requested).first).number, BinanceBench.exchangeInfo())
        #expect(bench.listings.count == 1)
        let later = bench.pass(.seconds(600))
        #expect(later.isEmpty)
    }

    @Test("A halted symbol is said to be halted, and its rules are asked for until it trades again")
    func halted() throws {
        var bench = try Self.answered(BinanceBench.exchangeInfo(status: "BREAK"))
        #expect(bench.states == [.halted])
        #expect(bench.listings.count == 1)
        bench.receive(BinanceBench.depth(99, 100))
        bench.answer(try #require(bench.requests.first).number, BinanceBench.snapshot(100))
        #expect(bench.states == [.halted])
        bench.pass(.seconds(10))
        bench.answerHalts(symbol: BinanceBench.exchangeInfo(status: "HALT"))
        #expect(bench.judge.state == .halted)
        bench.pass(.seconds(10))
        bench.answerHalts(symbol: BinanceBench.exchangeInfo())
        #expect(bench.judge.state == .resyncing(.requested))
        bench.receive(BinanceBench.depth(101, 102))
        let acts = bench.effects.acts + bench.pass(.seconds(1))
        bench.answer(try #require(acts.compactMap(\.requested).first).number, BinanceBench.snapshot(101))
        #expect(bench.states == [.live])
        let later = bench.pass(.seconds(600))
        #expect(later.isEmpty)
    }

    @Test("A symbol that was halted is asked for again at the next connection, and is not taken for unknown")
    func haltedBefore() throws {
        var bench = try Self.answered(BinanceBench.exchangeInfo(status: "HALT"))
        bench.handle(.disconnected)
        bench.connect()
        #expect(bench.halts.map(\.path) == ["/api/v3/exchangeInfo?symbol=ETHUSDT", "/sapi/v1/system/status"])
        let acts = bench.pass(.seconds(20))
        #expect(!acts.contains { if case .disconnect = $0 { true } else { false } })
    }

    @Test("Rules that come after the connection was lost say nothing about its book")
    func late() throws {
        var bench = try BinanceBench.bench()
        bench.connect()
        let request = try #require(bench.requests.first)
        bench.handle(.disconnected)
        bench.answer(request.number, BinanceBench.exchangeInfo(status: "HALT"))
        #expect(bench.states.isEmpty)
        #expect(bench.listings.count == 1)
        #expect(bench.session.deadline == nil)
    }
}
