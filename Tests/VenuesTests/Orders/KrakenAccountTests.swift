import Books
import Testing

@testable import Venues

/// How Kraken's account is read, by REST and from the stream, and the fee.
@Suite("Kraken: the account")
struct KrakenAccountTests {
    private typealias Bench = KrakenOrderBench

    private func paths(_ bench: Bench) -> [String] { bench.requests.map(\.request.endpoint.path) }

    @Test("An order of somebody else without a price is counted over the stream, too")
    func foreignPrice() throws {
        var streaming = try Bench.kraken()
        let stop =
            #"{"order_id":"OSTOP","symbol":"ETH/USDT","side":"sell","order_qty":1,"exec_type":"new","order_status":"new","cum_qty":0,"order_type":"trailing-stop"}"#
        _ = try beginStream(&streaming, rows: stop)
        streaming.say(Self.balances)
        #expect(streaming.accounts.first?.openOrders.map(\.venueOrderID) == ["OSTOP"])
    }

    @Test("A reading of the account is brought to its end, however often it is asked for meanwhile")
    func oneReadingAtATime() throws {
        var bench = try Bench.ready()
        bench.pass(.seconds(4))
        bench.command(.reconcile(tradesSince: Bench.wallStart))
        try bench.answer("/0/private/OpenOrders", #"{"open":{}}"#)
        bench.command(.reconcile(tradesSince: Bench.wallStart))
        try bench.answer("/0/private/TradesHistory", #"{"trades":{},"count":0}"#)
        bench.command(.reconcile(tradesSince: Bench.wallStart))
        try bench.answer("/0/private/Balance", #"{"XETH":"2"}"#)
        #expect(bench.accounts.count == 1)
    }

    @Test("The account is read whole, with the venue's names of assets and pairs mapped by its table")
    func account() throws {
        var bench = try Bench.ready()
        bench.pass(.seconds(4))
        bench.command(.reconcile(tradesSince: Bench.wallStart))
        try bench.answer("/0/private/OpenOrders", Bench.openWords(1, "open", executed: "0.1").asOpen)
        func trade(_ number: Int, _ pair: String) -> String {
            #""T\#(number)":{"ordertxid":"\#(Bench.name(1))","pair":"\#(pair)","time":179000000\#(number).25,"type":"buy","price":"2500.00000","fee":"0.10000","vol":"0.05000000"}"#
        }
        try bench.answer(
            "/0/private/TradesHistory",
            #"{"trades":{\#(trade(2, "XETHUSDT")),\#(trade(3, "XXBTZUSD"))},"count":3}"#
        )
        bench.pass(.seconds(4))
        bench.give(.heard)
        try bench.answer(
            "/0/private/TradesHistory",
            #"{"trades":{\#(trade(1, "ETHUSDT")),\#(trade(2, "ETHUSDT"))},"count":3}"#
        )
        bench.pass(.seconds(4))
        bench.give(.heard)
        try bench.answer("/0/private/Balance", #"{"XXBT":"1.5","ZUSD":"171288.61","XETH":"2","XETH.F":"3"}"#)
        let account = try #require(bench.accounts.first)
        #expect(account.openOrders.map(\.id) == [Bench.id(1)])
        #expect(
            account.trades.map(\.fill.trade.text) == ["T1", "T2"]
                && account.trades.map(\.id) == [Bench.id(1), Bench.id(1)]
        )
        #expect(account.balances.map(\.asset) == ["BTC", "USD", "ETH", "ETH.F"])
        #expect(account.balances[1].total == 171_288_610_000_000_000)
    }

    /// Rows of the stream's first snapshot: an order of ours, one of another, one of another pair, and trades.
    private func rows(trades: ClosedRange<Int>) -> String {
        let order = { (name: String, id: String, symbol: String) in
            #"{"order_id":"\#(name)",\#(id)"symbol":"\#(symbol)","side":"buy","order_qty":0.5,"limit_price":2500.1,"exec_type":"new","order_status":"new","cum_qty":0.1}"#
        }
        let trade = { (number: Int) in
            #"{"order_id":"OOLD","exec_id":"TX\#(number)","exec_type":"trade","symbol":"ETH/USDT","side":"sell","last_qty":0.2,"last_price":2500,"order_status":"filled","fees":[{"asset":"USDT","qty":2}],"timestamp":"2026-09-21T14:13:\#(number).5Z"}"#
        }
        return
            ([
                order("OOURS", #""cl_ord_id":"\#(Bench.id(1).text)","#, "ETH/USDT"), order("OTHEIRS", "", "ETH/USDT"),
                order("OELSE", "", "BTC/USD"),
            ] + trades.map(trade)).joined(separator: ",")
    }

    private func beginStream(_ bench: inout Bench, rows: String, since: WallTime = Bench.wallStart) throws
        -> MonotonicTime
    {
        bench.give(.opened)
        _ = try bench.nextText()
        try bench.answer("/0/public/Assets", Bench.assetWords)
        let askedAt = bench.steady
        try bench.answer("/0/private/GetWebSocketsToken", #"{"token":"CANARYTOKEN","expires":900}"#)
        let executions = try bench.nextText()
        #expect(executions["params"]?["snap_trades"]?.bool == true)
        bench.pass(.milliseconds(50))
        bench.answer(executions, #"{"channel":"executions","maxratecount":60,"snap_orders":true}"#)
        // The account is asked for before the snapshots have come.
        bench.command(.reconcile(tradesSince: since))
        bench.say(#"{"channel":"executions","type":"snapshot","data":[\#(rows)],"sequence":1}"#)
        return askedAt
    }

    private static let balances =
        #"{"channel":"balances","type":"snapshot","data":[{"asset":"ETH","balance":2.5},{"asset":"USDT","balance":100}],"sequence":1}"#

    @Test("The account is read from the snapshots with which the private stream begins, and costs no request")
    func streamedAccount() throws {
        var bench = try Bench.kraken()
        let askedAt = try beginStream(&bench, rows: rows(trades: 19...23))
        #expect(bench.accounts.isEmpty)
        bench.say(Self.balances)
        let account = try #require(bench.accounts.first)
        #expect(bench.accounts.count == 1 && account.askedAt == askedAt)
        #expect(account.openOrders.map(\.id) == [Bench.id(1), nil])
        #expect(account.openOrders.first?.cumulative == Quantity(units: 10_000_000))
        // From the time that was wanted on (14:13:20), oldest first.
        #expect(account.trades.map(\.fill.trade) == (20...23).map { TradeID("TX\($0)") })
        #expect(account.trades.first?.side == .sell && account.trades.first?.venueOrderID == "OOLD")
        #expect(account.balances.map(\.asset) == ["ETH", "USDT"])
        #expect(bench.requests.isEmpty)
        // Once: the next reading is a question.
        bench.command(.reconcile(tradesSince: Bench.wallStart))
        #expect(paths(bench) == ["/0/private/OpenOrders"])
    }

    @Test("Fifty trades may be the last ones of more: the account says from when on they are complete")
    func fiftyTrades() throws {
        var bench = try Bench.kraken()
        let since = WallTime(nanoseconds: Bench.wallStart.nanoseconds - 60_000_000_000)
        _ = try beginStream(&bench, rows: rows(trades: 10...59), since: since)
        bench.say(Self.balances)
        let account = try #require(bench.accounts.first)
        #expect(account.tradesSince == WallTime(nanoseconds: Bench.wallStart.nanoseconds - 9_499_999_999))
        #expect(account.trades.count == 49)
    }

    @Test("Of an asset in several wallets that counts which can be traded with, as REST tells it")
    func wallets() throws {
        var bench = try Bench.kraken()
        _ = try beginStream(&bench, rows: rows(trades: 20...21))
        let main = #"{"type":"spot","id":"main","balance":300.5}"#
        let earning = #"{"type":"earn","id":"flex","balance":200}"#
        bench.say(
            #"{"channel":"balances","type":"snapshot","data":[{"asset":"ETH","balance":500.5,"wallets":[\#(main),\#(earning)]},{"asset":"BTC","balance":200,"wallets":[\#(earning)]}],"sequence":1}"#
        )
        let balances = try #require(bench.accounts.first).balances
        #expect(balances.map(\.total) == [300_500_000_000_000, 0])
    }

    enum Lack: CaseIterable { case balances, words, connection }

    @Test("Where the stream does not tell the whole account it is asked for by REST", arguments: Lack.allCases)
    func incompleteStream(lack: Lack) throws {
        var bench = try Bench.kraken()
        let words =
            switch lack {
            case .words: #"{"order_id":"OX","symbol":"ETH/USDT","order_status":"new"}"#
            case .balances, .connection: rows(trades: 20...21)
            }
        _ = try beginStream(&bench, rows: words)
        switch lack {
        case .balances: bench.pass(.seconds(2))
        case .words: bench.say(Self.balances)
        case .connection: bench.give(.closedByVenue("gone"))
        }
        #expect(bench.accounts.isEmpty)
        #expect(paths(bench) == (lack == .connection ? [] : ["/0/private/OpenOrders"]))
    }

    @Test("What a trade costs is asked ten seconds after the start, and not again within an hour")
    func fee() throws {
        var bench = try Bench.ready()
        func fees() -> Int { bench.events.count { if case .fee = $0 { true } else { false } } }
        func pass(_ seconds: Int64) {
            for _ in 0..<seconds / 2 {
                bench.pass(.seconds(2))
                bench.give(.heard)
            }
        }
        pass(8)
        #expect(fees() == 0)
        pass(2)
        #expect(fees() == 1)
        bench.give(.closedByVenue("gone"))
        bench.pass(.seconds(5))
        bench.give(.opened)
        bench.texts.removeAll()
        try bench.answer("/0/private/GetWebSocketsToken", #"{"token":"CANARYTOKEN","expires":900}"#)
        bench.answer(try bench.nextText(), #"{"channel":"executions","maxratecount":60}"#)
        pass(20)
        #expect(fees() == 1)
    }

    @Test("A token that is refused for the rate is asked for again on the same connection, when the budget allows it")
    func tokenRate() throws {
        var bench = try Bench.kraken()
        bench.give(.opened)
        try bench.answer("/0/public/Assets", Bench.assetWords)
        bench.answer(200, #"{"error":["EAPI:Rate limit exceeded"]}"#)
        #expect(bench.requests.isEmpty && bench.closed == 0)
        bench.pass(.milliseconds(2_900))
        #expect(bench.requests.isEmpty)
        bench.pass(.milliseconds(200))
        #expect(paths(bench) == ["/0/private/GetWebSocketsToken"] && bench.closed == 0)
    }
}
