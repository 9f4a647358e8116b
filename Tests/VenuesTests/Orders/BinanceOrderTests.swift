import Books
import TestKit
import Testing
import Venues

/// Binance's orders in virtual time, against the words of its documentation.
@Suite("Binance: orders")
struct BinanceOrderTests {
    private typealias Bench = BinanceOrderBench

    @Test(
        "A new order carries what the venue needs, its life ends with the request's, and the transport's word comes first"
    )
    func placing() throws {
        var bench = try Bench.ready()
        let sent = try bench.submit(1)
        let parameters = try #require(sent["params"])
        #expect(sent["method"]?.string == "order.place")
        #expect(parameters["symbol"]?.string == "ETHUSDT" && parameters["side"]?.string == "BUY")
        #expect(parameters["type"]?.string == "LIMIT" && parameters["timeInForce"]?.string == "IOC")
        #expect(parameters["price"]?.string == "2500.1" && parameters["quantity"]?.string == "0.5")
        #expect(parameters["newClientOrderId"]?.string == Bench.id(1).text)
        #expect(parameters["newOrderRespType"]?.string == "FULL")
        #expect(parameters["selfTradePreventionMode"]?.string == "EXPIRE_TAKER")
        #expect(parameters["recvWindow"]?.integer == 2_000)
        #expect(parameters["timestamp"]?.integer == bench.wall.nanoseconds / 1_000_000)
        #expect(parameters["signature"]?.string?.isEmpty == false)
        #expect(bench.evidence(1) == [.sendStarted])
    }

    @Test("Answer and private stream mean the same in either order", arguments: [true, false])
    func bothOrders(answerFirst: Bool) throws {
        var bench = try Bench.ready()
        let sent = try bench.submit(1)
        let answer = Bench.words(1, "EXPIRED", executed: "0.20000000", fills: Bench.fillWords)
        func stream(_ bench: inout Bench) {
            bench.say(Bench.report(1, "NEW", "NEW", executed: "0"))
            bench.say(Bench.report(1, "TRADE", "PARTIALLY_FILLED", executed: "0.2", Bench.tradeWords))
            bench.say(Bench.report(1, "EXPIRED", "EXPIRED", executed: "0.2"))
        }
        if answerFirst { bench.answer(sent, answer) }
        stream(&bench)
        stream(&bench)
        if !answerFirst { bench.answer(sent, answer) }
        let quantity = Quantity(units: 20_000_000)
        let expected: Set<OrderEvidence> = [
            .sendStarted, .acknowledged(venueOrderID: "901"), .fill(Bench.fill),
            .report(OrderReport(.new, cumulative: .zero)),
            .report(OrderReport(.partial, cumulative: quantity)), .report(OrderReport(.expired, cumulative: quantity)),
        ]
        #expect(Set(bench.evidence(1)) == expected)
    }

    @Test("A fee may be in the base, in the quote or in another asset", arguments: ["ETH", "USDT", "BNB"])
    func feeAsset(asset: String) throws {
        var bench = try Bench.ready()
        _ = try bench.submit(1)
        let more = #","l":"0.2","L":"2500","n":"0.5","N":"\#(asset)","T":1790000000005,"t":78"#
        bench.say(Bench.report(1, "TRADE", "PARTIALLY_FILLED", executed: "0.2", more))
        let fees = bench.evidence(1).compactMap { if case .fill(let fill) = $0 { fill.fee } else { nil } }
        let kind: FeeAsset = asset == "ETH" ? .base : asset == "USDT" ? .quote : .other("BNB")
        #expect(fees == [Fee(asset: kind, units: 500_000_000_000)])
    }

    /// What an error of the venue's means: a definitive refusal, or nothing certain.
    struct Row: Sendable, CustomTestStringConvertible {
        let status: Int
        let code: Int
        let words: String
        let kind: OrderRefusal.Kind?
        var testDescription: String { "\(status) \(code) \(words)" }
    }

    static let rows: [Row] = [
        Row(status: 400, code: -1013, words: "Filter failure: PRICE_FILTER", kind: .tick),
        Row(status: 400, code: -1013, words: "Filter failure: LOT_SIZE", kind: .lot),
        Row(status: 400, code: -1013, words: "Filter failure: NOTIONAL", kind: .minimumNotional),
        Row(status: 400, code: -1013, words: "Filter failure: PERCENT_PRICE_BY_SIDE", kind: .priceBand),
        Row(status: 400, code: -1013, words: "Filter failure: MAX_NUM_ORDERS", kind: .tooManyOrders),
        Row(status: 400, code: -1013, words: "Filter failure: SOMETHING_NEW", kind: .other),
        Row(status: 400, code: -1100, words: "Illegal characters", kind: .other),
        Row(status: 400, code: -1102, words: "Mandatory parameter", kind: .other),
        Row(status: 400, code: -1111, words: "Precision", kind: .lot),
        Row(status: 400, code: -1121, words: "Invalid symbol.", kind: .unknownInstrument),
        Row(status: 400, code: -1130, words: "Invalid data", kind: .other),
        Row(status: 400, code: -1015, words: "Too many new orders", kind: .throttled),
        Row(status: 400, code: -1021, words: "Timestamp for this request", kind: .clock),
        Row(status: 400, code: -1022, words: "Signature for this request", kind: .authentication),
        Row(status: 400, code: -2014, words: "API-key format invalid.", kind: .authentication),
        Row(status: 401, code: -2015, words: "Invalid API-key", kind: .authentication),
        Row(status: 403, code: -9999, words: "forbidden by the API itself", kind: .authentication),
        Row(status: 429, code: -1003, words: "Too many requests", kind: .throttled),
        Row(status: 418, code: -1003, words: "banned", kind: .throttled),
        Row(
            status: 400,
            code: -2010,
            words: "Account has insufficient balance for requested action.",
            kind: .insufficientBalance
        ),
        Row(status: 400, code: -2010, words: "Order would immediately match and take.", kind: .wouldTake),
        Row(status: 400, code: -2010, words: "Market is closed.", kind: .marketClosed),
        Row(status: 400, code: -2010, words: "This action is disabled on this account.", kind: .authentication),
        Row(status: 400, code: -2010, words: "This symbol is not permitted for this account.", kind: .authentication),
        Row(status: 400, code: -2010, words: "Something else", kind: .other),
        Row(status: 400, code: -2010, words: "Duplicate order sent.", kind: nil),
        Row(status: 500, code: -1000, words: "An unknown error", kind: nil),
        Row(status: 400, code: -1000, words: "An unknown error", kind: nil),
        Row(status: 400, code: -1001, words: "Internal error", kind: nil),
        Row(status: 400, code: -1006, words: "Unexpected response", kind: nil),
        Row(status: 408, code: -1007, words: "Timeout waiting for response", kind: nil),
        Row(status: 503, code: -1008, words: "Server is overloaded", kind: nil),
        Row(status: 400, code: -1008, words: "Server is overloaded", kind: nil),
        Row(status: 504, code: -2010, words: "Account has insufficient balance", kind: nil),
        Row(status: 400, code: -2011, words: "Unknown order sent.", kind: nil),
        Row(status: 400, code: -4711, words: "not on any list", kind: nil),
    ]

    @Test("Every error is a refusal only if the venue's list calls it one", arguments: rows)
    func errors(row: Row) throws {
        var bench = try Bench.ready()
        let sent = try bench.submit(1)
        bench.refuse(sent, row.status, row.code, row.words)
        let evidence = bench.evidence(1)
        guard let kind = row.kind else {
            #expect(evidence == [.sendStarted, .ambiguous(.venueUnsure)])
            return
        }
        #expect(evidence.count == 2)
        guard case .rejected(let refusal)? = evidence.last else {
            Issue.record("no refusal: \(evidence)")
            return
        }
        #expect(refusal.kind == kind)
    }

    @Test("An answer that says that all went well and cannot be read leaves the order in doubt")
    func unreadableAnswer() throws {
        var bench = try Bench.ready()
        let sent = try bench.submit(1)
        bench.answer(sent, #"{"symbol":"ETHUSDT"}"#)
        #expect(bench.evidence(1) == [.sendStarted, .ambiguous(.unreadable)])
        let other = try bench.submit(2)
        bench.answer(other, Bench.words(3, "FILLED", executed: "0.5"))
        #expect(bench.evidence(2) == [.sendStarted, .ambiguous(.unreadable)])
        _ = try bench.submit(4)
        bench.say(#"{"id":1,"id":2}"#)
        #expect(bench.evidence(4) == [.sendStarted, .ambiguous(.unreadable)] && !bench.machine.isReady)
    }

    @Test("A name that is taken means that the order is there: it is asked for, not refused")
    func duplicateName() throws {
        var bench = try Bench.ready()
        let sent = try bench.submit(1)
        bench.refuse(sent, 400, -2010, "Duplicate order sent.")
        let question = try bench.nextText()
        #expect(question["method"]?.string == "order.status")
        bench.answer(question, Bench.words(1, "FILLED", executed: "0.5"))
        #expect(bench.evidence(1).contains(.report(OrderReport(.filled, cumulative: Quantity(units: 50_000_000)))))
    }

    @Test("Not one byte leaves without a connection, after the expiry, with the gate closed, or while barred")
    func notStarted() throws {
        var down = try Bench.binance()
        down.command(.submit(down.order(1)))
        #expect(down.evidence(1) == [.notStarted(.noConnection)] && down.orders.isEmpty)
        var bench = try Bench.ready()
        bench.command(.submit(bench.order(2, in: .zero)))
        #expect(bench.evidence(2) == [.notStarted(.late)])
        bench.isGateOpen = false
        bench.command(.submit(bench.order(3)))
        #expect(bench.evidence(3) == [.notStarted(.gateClosed)])
        bench.isGateOpen = true
        bench.refuse(try bench.submit(4), 429, -1003, "Way too many", #"{"retryAfter":1790000030000}"#)
        #expect(bench.links == [.barred(until: Bench.start + .seconds(30))])
        bench.command(.submit(bench.order(5)))
        #expect(bench.evidence(5) == [.notStarted(.late)])
        bench.events.removeAll()
        for _ in 0..<7 {
            bench.pass(.seconds(4))
            bench.give(.heard)
        }
        #expect(bench.links.isEmpty)
        bench.pass(.seconds(2))
        #expect(bench.links == [.ready])
        #expect(bench.orders.map(\.id) == [Bench.id(4)])
    }

    @Test(
        "A pause is as long as the venue's own two times are apart, also before its clock was measured",
        arguments: [1, -1]
    )
    func pauseByItsOwnClock(sign: Int64) throws {
        var bench = try Bench.binance()
        bench.give(.opened)
        let question = try JSONValue(text: try #require(bench.texts.last))
        #expect(question["method"]?.string == "time")
        let clock = bench.wall.nanoseconds / 1_000_000 + sign * 3_600_000
        let data = #"{"serverTime":\#(clock),"retryAfter":\#(clock + 5_000)}"#
        bench.refuse(question, 429, -1003, "Too many requests", data)
        #expect(bench.links.contains(.barred(until: Bench.start + .seconds(5))), "\(bench.links)")
    }

    @Test("An order that is given twice is sent once")
    func givenTwice() throws {
        var bench = try Bench.ready()
        _ = try bench.submit(1)
        bench.command(.submit(bench.order(1)))
        #expect(bench.orders.count == 1 && bench.remarks.count == 1 && bench.evidence(1) == [.sendStarted])
    }

    @Test("What is under way when the connection ends is in doubt; a cancellation goes on by REST")
    func disconnect() throws {
        var bench = try Bench.ready()
        _ = try bench.submit(1)
        bench.command(.cancel(Bench.question(2)))
        bench.give(.closedByVenue("bye"))
        #expect(bench.evidence(1) == [.sendStarted, .ambiguous(.disconnect)])
        #expect(bench.requests.count == 1)
        #expect(bench.requests[0].request.method == "DELETE")
        bench.answer(
            200,
            #"{"symbol":"ETHUSDT","origClientOrderId":"\#(Bench.id(2).text)","clientOrderId":"x","orderId":9,"executedQty":"0.1","status":"CANCELED"}"#
        )
        #expect(bench.evidence(2).contains(.report(OrderReport(.cancelled, cumulative: Quantity(units: 10_000_000)))))
        bench.command(.query(Bench.question(1)))
        #expect(
            bench.requests.first?.request.endpoint.path.hasPrefix("/api/v3/order?symbol=ETHUSDT&origClientOrderId=")
                == true
        )
    }

    @Test("A page of a firewall in the place of an answer proves nothing")
    func firewall() throws {
        var bench = try Bench.binance()
        bench.command(.cancel(Bench.question(1)))
        bench.answer(403, "<html>go away</html>")
        #expect(bench.evidence(1).isEmpty && bench.remarks.count == 1)
        bench.command(.cancel(Bench.question(1, number: 2)))
        bench.answer(400, #"{"code":-2011,"msg":"Unknown order sent."}"#)
        #expect(bench.evidence(1) == [.cancelRejected(number: 2, OrderRefusal(.notFound, "-2011 Unknown order sent."))])
    }

    @Test("Not found is told with the trades read after the question; a stranger's trade is looked up first")
    func notFound() throws {
        var bench = try Bench.ready()
        _ = try bench.submit(1)
        bench.pass(.seconds(1))
        bench.command(.query(Bench.question(1, number: 2)))
        bench.refuse(try bench.nextText(), 400, -2013, "Order does not exist.")
        #expect(bench.notFound.map(\.wereRead) == [false] && bench.texts.isEmpty, "trades are read where it is wanted")
        bench.events.removeAll()
        bench.command(.query(Bench.question(1, number: 3, wantsTrades: true)))
        let askedAt = bench.steady
        bench.refuse(try bench.nextText(), 400, -2013, "Order does not exist.")
        let trades = try bench.nextText()
        #expect(trades["method"]?.string == "myTrades")
        #expect(trades["params"]?["startTime"]?.integer == Bench.wallStart.nanoseconds / 1_000_000 - 5_000)
        let stranger =
            #"[{"symbol":"ETHUSDT","id":5,"orderId":55,"price":"2500","qty":"1","commission":"0","commissionAsset":"USDT","time":1790000000000,"isBuyer":true}]"#
        bench.answer(trades, stranger)
        #expect(bench.notFound.map(\.wereRead) == [false] && bench.notFound.first?.askedAt == askedAt)
        let identify = try bench.nextText()
        #expect(identify["params"]?["orderId"]?.integer == 55)
        bench.answer(
            identify,
            #"{"symbol":"ETHUSDT","orderId":55,"clientOrderId":"web_1","executedQty":"1","status":"FILLED"}"#
        )
        bench.command(.query(Bench.question(1, number: 4, wantsTrades: true)))
        bench.refuse(try bench.nextText(), 400, -2013, "Order does not exist.")
        bench.answer(try bench.nextText(), stranger)
        #expect(bench.notFound.map(\.wereRead) == [false, true])
        #expect(bench.notFound.last?.question.number == 4)
    }

    @Test("Trades are read page by page, joined where they overlap")
    func pages() throws {
        var bench = try Bench.ready()
        func rows(_ numbers: ClosedRange<Int>) -> String {
            "["
                + numbers.map {
                    #"{"symbol":"ETHUSDT","id":\#($0),"orderId":7,"price":"2500","qty":"0.1","commission":"0","commissionAsset":"USDT","time":1790000000000,"isBuyer":false}"#
                }.joined(separator: ",") + "]"
        }
        bench.command(.reconcile(tradesSince: Bench.wallStart))
        bench.answer(try bench.nextText(), "[]")
        bench.answer(try bench.nextText(), rows(1...1_000))
        let second = try bench.nextText()
        #expect(second["params"]?["fromId"]?.integer == 1_000)
        bench.answer(second, rows(1_000...1_003))
        bench.answer(try bench.nextText(), #"{"balances":[{"asset":"ETH","free":"123456789.5","locked":"0.25"}]}"#)
        let account = try #require(bench.accounts.first)
        #expect(account.trades.map(\.fill.trade.text) == (1...1_003).map(String.init))
        #expect(
            account.balances == [
                AssetBalance(asset: "ETH", total: 123_456_789_750_000_000_000, reserved: 250_000_000_000)
            ]
        )
        #expect(account.askedAt == bench.steady)
    }

    @Test("An account is told complete or not at all: a part that fails begins the whole anew")
    func wholeAccount() throws {
        var bench = try Bench.ready()
        bench.command(.reconcile(tradesSince: Bench.wallStart))
        bench.answer(
            try bench.nextText(),
            "[\(Bench.words(4, "NEW", executed: "0")),\(Bench.words(5, "NEW", executed: "x"))]"
        )
        #expect(bench.accounts.isEmpty && bench.texts.isEmpty && bench.remarks.count == 1)
        bench.pass(.seconds(1))
        bench.answer(try bench.nextText(), "[\(Bench.words(4, "NEW", executed: "0"))]")
        bench.answer(try bench.nextText(), "[]")
        bench.answer(try bench.nextText(), #"{"balances":[]}"#)
        #expect(bench.accounts.first?.openOrders.map(\.id) == [Bench.id(4)])
    }

    @Test("A stamp out of the window measures the clock anew, and what is safe is asked once more")
    func clockRefused() throws {
        var bench = try Bench.ready()
        bench.command(.cancel(Bench.question(1)))
        bench.refuse(try bench.nextText(), 400, -1021, "Timestamp for this request was 1000ms ahead")
        let time = try bench.nextText()
        #expect(time["method"]?.string == "time" && bench.evidence(1).isEmpty)
        bench.command(.submit(bench.order(2)))
        #expect(bench.evidence(2) == [.notStarted(.late)], "nothing is signed by a clock that is in doubt")
        bench.answer(time, #"{"serverTime":\#(bench.wall.nanoseconds / 1_000_000 - 3_000)}"#)
        bench.pass(.milliseconds(600))
        let again = try bench.nextText()
        #expect(again["method"]?.string == "order.cancel")
        #expect(again["params"]?["timestamp"]?.integer == bench.wall.nanoseconds / 1_000_000 - 3_000 - 100)
        bench.refuse(again, 400, -1021, "Timestamp")
        #expect(bench.evidence(1).count == 1)
    }

    @Test("New orders leave a quarter of the budget to cancellations, and the venue's own count wins")
    func budget() throws {
        var bench = try Bench.ready()
        for match in 1...38 { bench.command(.submit(bench.order(UInt64(match)))) }
        #expect(bench.orders.count == 37)
        #expect(bench.evidence(38) == [.notStarted(.late)])
        bench.command(.cancel(Bench.question(1)))
        #expect(bench.texts.count == 1)
        bench.pass(.seconds(3))
        bench.give(.heard)
        let limits = #"[{"rateLimitType":"ORDERS","interval":"SECOND","intervalNum":10,"limit":100,"count":80}]"#
        bench.say(#"{"id":99999,"status":200,"result":{},"rateLimits":\#(limits)}"#)
        #expect(bench.events.contains(.used(Bench.venue, count: 80, of: 100)))
        bench.command(.submit(bench.order(39)))
        #expect(bench.evidence(39) == [.notStarted(.late)])
    }

    @Test("A refused key is told, and shown again only when a person asks for it")
    func refusedKey() throws {
        var bench = try Bench.binance()
        bench.give(.opened)
        bench.answer(try bench.nextText(), #"{"serverTime":1790000000000}"#)
        bench.refuse(try bench.nextText(), 401, -2015, "Invalid API-key, IP, or permissions for action.")
        guard case .refused? = bench.links.last else {
            Issue.record("\(bench.links)")
            return
        }
        bench.pass(.seconds(600))
        #expect(bench.opened == 1)
        bench.command(.reconnect)
        #expect(bench.opened == 2)
    }

    @Test("The end of the private stream ends the connection; an announced one waits for what is under way")
    func endings() throws {
        var bench = try Bench.ready()
        bench.say(#"{"subscriptionId":0,"event":{"e":"eventStreamTerminated","E":1}}"#)
        #expect(!bench.machine.isReady && bench.closed == 1)
        bench = try Bench.ready()
        let sent = try bench.submit(1)
        bench.say(#"{"event":{"e":"serverShutdown","E":1}}"#)
        bench.pass(.milliseconds(10))
        #expect(bench.machine.isReady)
        bench.answer(sent, Bench.words(1, "FILLED", executed: "0.5"))
        bench.pass(.milliseconds(10))
        #expect(!bench.machine.isReady && !bench.evidence(1).contains(.ambiguous(.disconnect)))
    }

    @Test("The account's fee and changed balances are told")
    func feeAndBalances() throws {
        var bench = try Bench.binance()
        try bench.bringUp()
        #expect(bench.events.contains(.fee(Bench.venue, .basisPoints(10))))
        bench.say(
            #"{"subscriptionId":0,"event":{"e":"outboundAccountPosition","u":1,"B":[{"a":"ETH","f":"1.0","l":"0.5"}]}}"#
        )
        let balance = AssetBalance(asset: "ETH", total: 1_500_000_000_000, reserved: 500_000_000_000)
        #expect(bench.events.contains(.balances(Bench.venue, [balance])))
    }
}
