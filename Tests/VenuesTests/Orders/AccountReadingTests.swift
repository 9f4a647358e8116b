import Books
import Testing
import Venues

/// Readings of the account, and of what is open, that must not say more than was read.
@Suite("Execution sessions: readings of the account")
struct AccountReadingTests {
    @Test("A part of an earlier reading completes no later one: Binance")
    func binance() throws {
        typealias Bench = BinanceOrderBench
        var bench = try Bench.ready()
        bench.command(.reconcile(tradesSince: Bench.wallStart))
        bench.answer(try bench.nextText(), "[\(Bench.words(4, "NEW", executed: "0"))]")
        bench.answer(try bench.nextText(), "[]")
        let old = try bench.nextText()
        #expect(old["method"]?.string == "account.status")
        bench.command(.reconcile(tradesSince: Bench.wallStart))
        let open = try bench.nextText()
        #expect(open["method"]?.string == "openOrders.status")
        bench.answer(old, #"{"balances":[]}"#)
        #expect(bench.accounts.isEmpty)
        bench.answer(open, "[\(Bench.words(5, "NEW", executed: "0"))]")
        bench.answer(try bench.nextText(), "[]")
        bench.answer(try bench.nextText(), #"{"balances":[]}"#)
        #expect(bench.accounts.count == 1)
        #expect(bench.accounts.first?.openOrders.map(\.id) == [Bench.id(5)])
    }

    @Test("A reading that is begun while another attempt waits takes its place: Binance")
    func binanceAttempt() throws {
        typealias Bench = BinanceOrderBench
        var bench = try Bench.ready()
        bench.command(.reconcile(tradesSince: Bench.wallStart))
        bench.answer(try bench.nextText(), "[\(Bench.words(5, "NEW", executed: "x"))]")
        bench.command(.reconcile(tradesSince: Bench.wallStart))
        #expect(try bench.nextText()["method"]?.string == "openOrders.status")
        bench.pass(.seconds(2))
        #expect(bench.texts.isEmpty)
    }

    @Test("An order of a list whose instrument cannot be read is not taken for one of another: Binance")
    func binanceList() throws {
        var bench = try BinanceOrderBench.ready()
        bench.command(.listOpenOrders)
        bench.answer(try bench.nextText(), #"[{"orderId":5}]"#)
        #expect(!bench.events.contains { if case .openOrders = $0 { true } else { false } })
        #expect(bench.remarks.count == 1)
    }

    @Test("What was asked for an earlier reading is no step of one that reaches further back: Kraken")
    func kraken() throws {
        typealias Bench = KrakenOrderBench
        var bench = try Bench.ready()
        bench.pass(.seconds(4))
        bench.command(.reconcile(tradesSince: Bench.wallStart))
        let earlier = WallTime(nanoseconds: Bench.wallStart.nanoseconds - 60_000_000_000)
        bench.command(.reconcile(tradesSince: earlier))
        try bench.answer("/0/private/OpenOrders", Bench.openWords(1, "open", executed: "0").asOpen)
        try bench.answer("/0/private/OpenOrders", Bench.openWords(2, "open", executed: "0").asOpen)
        try bench.answer("/0/private/TradesHistory", #"{"trades":{},"count":0}"#)
        try bench.answer("/0/private/Balance", #"{"XETH":"2"}"#)
        let account = try #require(bench.accounts.first)
        #expect(bench.accounts.count == 1 && bench.requests.isEmpty)
        #expect(account.openOrders.map(\.id) == [Bench.id(2)] && account.tradesSince == earlier)
    }

    @Test("Of the stream's fifty trades those of other pairs count as well")
    func tradesOfOthers() throws {
        typealias Bench = KrakenOrderBench
        let rows = (10...59).map { number in
            let symbol = number < 20 ? "BTC/USD" : "ETH/USDT"
            return
                #"{"order_id":"OOLD","exec_id":"TX\#(number)","exec_type":"trade","symbol":"\#(symbol)","side":"sell","last_qty":0.2,"last_price":2500,"order_status":"filled","fees":[{"asset":"USDT","qty":2}],"timestamp":"2026-09-21T14:13:\#(number).5Z"}"#
        }
        var bench = try Bench.kraken()
        bench.give(.opened)
        _ = try bench.nextText()
        try bench.answer("/0/public/Assets", Bench.assetWords)
        try bench.answer("/0/private/GetWebSocketsToken", #"{"token":"CANARYTOKEN","expires":900}"#)
        bench.answer(try bench.nextText(), #"{"channel":"executions","maxratecount":60,"snap_orders":true}"#)
        let since = WallTime(nanoseconds: Bench.wallStart.nanoseconds - 60_000_000_000)
        bench.command(.reconcile(tradesSince: since))
        bench.say(
            #"{"channel":"executions","type":"snapshot","data":[\#(rows.joined(separator: ","))],"sequence":1}"#
        )
        bench.say(#"{"channel":"balances","type":"snapshot","data":[{"asset":"ETH","balance":2.5}],"sequence":1}"#)
        let account = try #require(bench.accounts.first)
        #expect(account.trades.count == 40)
        #expect(account.tradesSince == WallTime(nanoseconds: Bench.wallStart.nanoseconds - 9_499_999_999))
    }
}
