import Books
import TestKit
import Testing
import Venues

/// How a halt is found out that nothing on the stream tells.
@Suite("Binance: halts")
struct BinanceHaltTests {
    private static let maintenance = #"{"status":1,"msg":"system_maintenance"}"#
    private static let trading = BinanceBench.exchangeInfo()

    @Test(
        "A stream that is silent for three seconds makes the session ask, and a quiet market is none the worse for it"
    )
    func quiet() throws {
        var bench = try BinanceBench.live()
        bench.pass(TimeSpan(nanoseconds: 2_999_999_999))
        #expect(bench.halts.isEmpty)
        bench.pass(TimeSpan(nanoseconds: 1))
        #expect(bench.halts.map(\.path) == ["/api/v3/exchangeInfo?symbol=ETHUSDT", "/sapi/v1/system/status"])
        bench.answerHalts(symbol: Self.trading)
        for _ in 0..<9 {
            bench.pass(TimeSpan(nanoseconds: 29_999_999_999))
            #expect(bench.halts.isEmpty)
            bench.pass(TimeSpan(nanoseconds: 1))
            #expect(bench.halts.count == 2)
            bench.answerHalts(symbol: nil, system: nil)
            #expect(bench.judge.state == .live)
        }
    }

    @Test("Maintenance halts the book, and an event of the market is followed by a question at once, which ends it")
    func maintained() throws {
        var bench = try BinanceBench.live()
        bench.pass(.seconds(3))
        bench.answerHalts(symbol: Self.trading, system: Self.maintenance)
        #expect(bench.judge.state == .halted)
        bench.pass(.seconds(10))
        #expect(bench.halts.count == 2)
        bench.answerHalts(symbol: Self.trading, system: Self.maintenance)
        bench.pass(.seconds(2))
        bench.receive(BinanceBench.depth(101, 101))
        #expect(bench.judge.state == .halted)
        #expect(bench.halts.count == 2)
        bench.answerHalts(symbol: Self.trading)
        #expect(bench.judge.state == .resyncing(.requested))
        bench.receive(BinanceBench.depth(102, 102))
        let acts = bench.effects.acts + bench.pass(.seconds(1))
        bench.answer(try #require(acts.compactMap(\.requested).first).number, BinanceBench.snapshot(102))
        #expect(bench.judge.state == .live)
    }

    @Test("A market that only takes cancellations moves, and is found out within a minute")
    func cancelOnly() throws {
        var bench = try BinanceBench.live()
        for number in UInt64(101)...400 {
            bench.pass(.milliseconds(100))
            bench.receive(BinanceBench.depth(number, number))
        }
        #expect(bench.halts.count == 2)
        bench.answerHalts(symbol: BinanceBench.exchangeInfo(status: "CANCEL_ONLY"))
        #expect(bench.judge.state == .halted)
    }

    @Test("Errors of the venue's own on a silent market are a halt, on one that moves and on our side of the way none")
    func unanswered() throws {
        let error = #"{"code":-1001,"msg":"Internal error; unable to process your request."}"#
        var bench = try BinanceBench.live()
        bench.pass(.seconds(3))
        bench.receive(BinanceBench.depth(101, 101))
        bench.answerHalts(symbol: error, system: nil, status: 503)
        #expect(bench.judge.state == .live)
        bench.pass(.seconds(30))
        #expect(bench.halts.count == 2)
        bench.answerHalts(symbol: nil, system: nil)
        #expect(bench.judge.state == .live)
        bench.pass(.seconds(30))
        bench.answerHalts(symbol: error, system: error, status: 503)
        #expect(bench.judge.state == .halted)
        bench.pass(.seconds(10))
        bench.answerHalts(symbol: Self.trading)
        #expect(bench.judge.state == .resyncing(.requested))
    }

    @Test("Nothing is asked before the venue wants to be asked again")
    func barred() throws {
        var bench = try BinanceBench.live()
        bench.pass(.seconds(3))
        let headers = [HTTPHeader("Retry-After", "300")]
        let question = try #require(bench.halts.first)
        bench.answer(question.number, "{}", status: 429, headers: headers)
        bench.answerHalts(symbol: Self.trading)
        bench.pass(.seconds(299))
        #expect(bench.halts.isEmpty)
        bench.pass(.seconds(1))
        #expect(bench.halts.count == 2)
    }
}
