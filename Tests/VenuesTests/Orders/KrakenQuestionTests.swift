import Books
import Testing

@testable import Venues

/// What Kraken is asked about orders and the account, with a budget of fifteen requests and one more each three seconds.
@Suite("Kraken: questions")
struct KrakenQuestionTests {
    private typealias Bench = KrakenOrderBench

    private func paths(_ bench: Bench) -> [String] { bench.requests.map(\.request.endpoint.path) }

    private func body(_ bench: Bench) throws -> String {
        String(decoding: try #require(bench.requests.first).request.body, as: UTF8.self)
    }

    @Test("Not found is told after the open, the ended and the traded ones were read")
    func notFound() throws {
        var bench = try Bench.ready()
        _ = try bench.submit(1)
        bench.pass(.seconds(3))
        bench.give(.heard)
        let askedAt = bench.steady
        bench.command(.query(Bench.question(1, number: 3, wantsTrades: true)))
        try bench.answer("/0/private/OpenOrders", #"{"open":{}}"#)
        try bench.answer("/0/private/ClosedOrders", #"{"closed":{},"count":0}"#)
        #expect(try body(bench).contains("start=1789999994&ofs=0"))
        let stranger =
            #"{"TX1":{"ordertxid":"OSTRANGER","pair":"ETHUSDT","time":1790000000.5,"type":"buy","price":"2500.00","fee":"1","vol":"0.1"}}"#
        try bench.answer("/0/private/TradesHistory", #"{"trades":\#(stranger),"count":1}"#)
        #expect(bench.notFound.map(\.wereRead) == [false] && bench.notFound.first?.askedAt == askedAt)
        // While it is asked whose the trade is, another question would tell nothing more.
        bench.command(.query(Bench.question(1, number: 4, wantsTrades: true)))
        try bench.answer("/0/private/QueryOrders", #"{"OSTRANGER":{"status":"closed","vol_exec":"0.1","vol":"0.1"}}"#)
        #expect(bench.notFound.map(\.wereRead) == [false, true] && bench.requests.isEmpty)
        #expect(bench.notFound.last?.question.number == 3 && bench.notFound.last?.askedAt == askedAt)
        bench.pass(.seconds(10))
        bench.give(.heard)
        bench.command(.query(Bench.question(1, number: 5, wantsTrades: true)))
        try bench.answer("/0/private/OpenOrders", #"{"open":{}}"#)
        try bench.answer("/0/private/ClosedOrders", #"{"closed":{},"count":0}"#)
        try bench.answer("/0/private/TradesHistory", #"{"trades":\#(stranger),"count":1}"#)
        #expect(bench.notFound.map(\.wereRead) == [false, true, true])
    }

    @Test(
        "Whose many orders behind trades are is asked by one request; a name that is refused does not hide the others"
    )
    func identification() throws {
        var bench = try Bench.ready()
        _ = try bench.submit(1)
        bench.pass(.seconds(1))
        bench.give(.heard)
        let rows = (1...8).map { number in
            #""TX\#(number)":{"ordertxid":"OSTRANGER\#(number)","pair":"ETHUSDT","time":1790000000.5,"type":"buy","price":"2500.00","fee":"1","vol":"0.1"}"#
        }
        let trades = #"{"trades":{\#(rows.joined(separator: ","))},"count":8}"#
        func ask(_ number: Int) throws {
            bench.pass(.seconds(20))
            bench.give(.heard)
            bench.command(.query(Bench.question(1, number: number, wantsTrades: true)))
            try bench.answer("/0/private/OpenOrders", #"{"open":{}}"#)
            try bench.answer("/0/private/ClosedOrders", #"{"closed":{},"count":0}"#)
            try bench.answer("/0/private/TradesHistory", trades)
        }
        func names() throws -> [Substring] {
            try body(bench).split(separator: "&").last?.dropFirst("txid=".count).split(separator: ",") ?? []
        }
        try ask(1)
        #expect(try names() == (1...8).map { "OSTRANGER\($0)" })
        bench.answer(200, #"{"error":["EOrder:Invalid order"]}"#)
        #expect(try names().count == 4)
        func row(_ number: Int) -> String {
            #""OSTRANGER\#(number)":{"status":"closed","vol_exec":"0.1","vol":"0.1"}"#
        }
        try bench.answer("/0/private/QueryOrders", "{\((1...4).map(row).joined(separator: ","))}")
        try bench.answer("/0/private/QueryOrders", "{\((5...8).map(row).joined(separator: ","))}")
        // With the last of them it is proved, and nothing has to be read again.
        #expect(bench.requests.isEmpty)
        #expect(bench.notFound.map(\.wereRead) == [false, false, true])
        try ask(2)
        #expect(bench.requests.isEmpty)
        #expect(bench.notFound.map(\.wereRead) == [false, false, true, true])
    }

    @Test("A question about an order is brought to its end before another one about it begins")
    func oneQuestionAtATime() throws {
        var bench = try Bench.ready()
        _ = try bench.submit(1)
        bench.pass(.seconds(3))
        bench.give(.heard)
        for number in 1...3 { bench.command(.query(Bench.question(1, number: number, wantsTrades: true))) }
        try bench.answer("/0/private/OpenOrders", #"{"open":{}}"#)
        bench.command(.query(Bench.question(1, number: 4)))
        bench.command(.query(Bench.question(2, number: 1)))
        try bench.answer("/0/private/ClosedOrders", #"{"closed":{},"count":0}"#)
        try bench.answer("/0/private/TradesHistory", #"{"trades":{},"count":0}"#)
        #expect(bench.notFound.map(\.question) == [Bench.question(1, number: 1, wantsTrades: true)])
        #expect(bench.requests.map(\.request.endpoint.path) == ["/0/private/OpenOrders"])
    }

    @Test(
        "An order that cannot stand is looked for among the ended ones, and once, by the last question, among the open ones"
    )
    func cannotStand() throws {
        var bench = try Bench.ready()
        _ = try bench.submit(1)
        bench.pass(.seconds(3))
        bench.give(.heard)
        bench.command(.query(Bench.question(1, canStand: false)))
        try bench.answer("/0/private/ClosedOrders", #"{"closed":{},"count":0}"#)
        #expect(bench.notFound.map(\.wereRead) == [false] && bench.requests.isEmpty)
        bench.command(.query(Bench.question(1, number: 2, wantsTrades: true, canStand: false)))
        try bench.answer("/0/private/OpenOrders", #"{"open":{}}"#)
        try bench.answer("/0/private/ClosedOrders", #"{"closed":{},"count":0}"#)
        try bench.answer("/0/private/TradesHistory", #"{"trades":{},"count":0}"#)
        #expect(bench.notFound.map(\.wereRead) == [false, true] && bench.requests.isEmpty)
    }

    @Test("Questions about an order that may still arrive leave the budget that the proof of its absence will need")
    func beforeTheFence() throws {
        var bench = try Bench.ready()
        _ = try bench.submit(1)
        func ask(_ number: Int) {
            bench.command(.query(Bench.question(1, number: number, isEarly: true, canStand: false)))
        }
        // Fourteen of fifteen are left after the token: three questions at two each keep eight.
        for number in 1...3 {
            ask(number)
            try bench.answer("/0/private/ClosedOrders", #"{"closed":{},"count":0}"#)
        }
        ask(4)
        #expect(bench.requests.isEmpty && bench.notFound.count == 3)
        // One that an earlier start sent is not asked about before its fence: the stream began with what it did.
        bench.command(.query(Bench.question(7, isEarly: true, canStand: false)))
        #expect(bench.requests.isEmpty)
        bench.command(.query(Bench.question(1, number: 5, canStand: false)))
        try bench.answer("/0/private/ClosedOrders", #"{"closed":{},"count":0}"#)
        #expect(bench.notFound.count == 4)
        // Whose name is known is asked for by it.
        bench.say(
            #"{"channel":"executions","type":"update","data":[{"order_id":"OOURS","cl_ord_id":"\#(Bench.id(1).text)","exec_type":"new","order_status":"new"}],"sequence":2}"#
        )
        bench.command(.query(Bench.question(1, number: 6, isEarly: true, canStand: false)))
        #expect(paths(bench) == ["/0/private/QueryOrders"])
    }

    @Test("Questions that wait are asked together: nine orders cost what one costs")
    func together() throws {
        var bench = try Bench.ready()
        for match in 1...9 { _ = try bench.submit(UInt64(match)) }
        bench.pass(.seconds(3))
        bench.give(.heard)
        for match in 1...9 { bench.command(.query(Bench.question(UInt64(match), wantsTrades: true))) }
        // The first one goes alone, by its name.
        #expect(try body(bench).contains("cl_ord_id=\(Bench.id(1).text)"))
        try bench.answer("/0/private/OpenOrders", #"{"open":{}}"#)
        #expect(try body(bench).contains("cl_ord_id=\(Bench.id(1).text)"))
        try bench.answer("/0/private/ClosedOrders", #"{"closed":{},"count":0}"#)
        try bench.answer("/0/private/TradesHistory", #"{"trades":{},"count":0}"#)
        // The others together, through the whole lists, in pages where there are many.
        #expect(try !body(bench).contains("cl_ord_id"))
        try bench.answer("/0/private/OpenOrders", Bench.openWords(2, "open", executed: "0").asOpen)
        #expect(try body(bench).hasSuffix("start=1789999994&ofs=0"))
        let ended = #"{"closed":\#(Bench.openWords(3, "canceled", executed: "0")),"count":2}"#
        try bench.answer("/0/private/ClosedOrders", ended)
        #expect(try body(bench).hasSuffix("start=1789999994&ofs=1"))
        let rest = #"{"closed":\#(Bench.openWords(4, "canceled", executed: "0")),"count":2}"#
        try bench.answer("/0/private/ClosedOrders", rest)
        try bench.answer("/0/private/TradesHistory", #"{"trades":{},"count":0}"#)
        #expect(bench.requests.isEmpty)
        #expect(bench.notFound.map(\.question.id) == ([1] + (5...9)).map { Bench.id($0) })
        #expect(bench.notFound.allSatisfy { $0.wereRead })
        #expect(bench.evidence(2).contains(.report(OrderReport(.new, cumulative: .zero))))
        for match in [3, 4] as [UInt64] {
            #expect(bench.evidence(match).contains(.report(OrderReport(.cancelled, cumulative: .zero))))
        }
    }

    @Test("The trades of an order of an earlier start are read from the time on that comes with the question")
    func earlierStart() throws {
        var bench = try Bench.ready()
        let since = WallTime(nanoseconds: Bench.wallStart.nanoseconds - 300_000_000_000)
        bench.command(
            .query(
                OrderQuestion(id: Bench.id(7), venue: Bench.venue, number: 1, wantsTrades: true, since: since)
            )
        )
        try bench.answer("/0/private/OpenOrders", #"{"open":{}}"#)
        try bench.answer("/0/private/ClosedOrders", #"{"closed":{},"count":0}"#)
        #expect(try body(bench).contains("start=1789999699&ofs=0"))
        try bench.answer("/0/private/TradesHistory", #"{"trades":{},"count":0}"#)
        #expect(bench.notFound.map(\.wereRead) == [true])
    }

    @Test("What is open is listed by one request, in the names of ours and of others")
    func list() throws {
        var bench = try Bench.ready()
        bench.pass(.seconds(3))
        let askedAt = bench.steady
        bench.command(.listOpenOrders)
        bench.command(.listOpenOrders)
        try bench.answer("/0/private/OpenOrders", Bench.openWords(1, "open", executed: "0").asOpen)
        let lists = bench.events.compactMap { event -> (MonotonicTime, [VenueOrder])? in
            if case .openOrders(Bench.venue, let askedAt, let orders) = event { (askedAt, orders) } else { nil }
        }
        #expect(lists.first?.0 == askedAt && lists.map { $0.1.map(\.id) }.first == [Bench.id(1)])
        #expect(bench.requests.count == 1 && bench.accounts.isEmpty)
    }

    // MARK: - The account

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
