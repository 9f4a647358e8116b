import Books
import TestKit
import Testing
import Venues

/// Kraken's orders in virtual time, against the words of its documentation.
@Suite("Kraken: orders")
struct KrakenOrderTests {
    private typealias Bench = KrakenOrderBench

    @Test("A new order carries exact numbers, its name and a deadline; the gateway's answer is no fill")
    func placing() throws {
        var bench = try Bench.ready()
        let sent = try bench.submit(1)
        let text = bench.orders[0].text
        #expect(text.contains(#""order_qty":0.5,"limit_price":2500.1,"#))
        let parameters = try #require(sent["params"])
        #expect(parameters["order_type"]?.string == "limit" && parameters["time_in_force"]?.string == "ioc")
        #expect(parameters["symbol"]?.string == "ETH/USDT" && parameters["side"]?.string == "buy")
        #expect(
            parameters["cl_ord_id"]?.string == Bench.id(1).text && parameters["stp_type"]?.string == "cancel_newest"
        )
        #expect(parameters["deadline"]?.string == "2026-09-21T14:13:22.000Z")
        bench.answer(sent, #"{"order_id":"\#(Bench.name(1))","cl_ord_id":"\#(Bench.id(1).text)"}"#)
        #expect(bench.evidence(1) == [.sendStarted, .acknowledged(venueOrderID: Bench.name(1))])
    }

    @Test("Sparse updates are merged; answer and stream mean the same in either order", arguments: [true, false])
    func bothOrders(answerFirst: Bool) throws {
        var bench = try Bench.ready()
        let sent = try bench.submit(1)
        let answer = #"{"order_id":"\#(Bench.name(1))","cl_ord_id":"\#(Bench.id(1).text)"}"#
        if answerFirst { bench.answer(sent, answer) }
        let name = #""cl_ord_id":"\#(Bench.id(1).text)","symbol":"ETH/USDT","order_qty":0.5,"#
        bench.execution(1, 2, name + #""exec_type":"pending_new","order_status":"pending_new""#)
        bench.execution(1, 3, #""exec_type":"new","order_status":"new""#)
        bench.execution(1, 4, Bench.tradeWords)
        bench.execution(1, 4, Bench.tradeWords)
        bench.execution(1, 5, #""exec_type":"canceled","order_status":"canceled","reason":"IOC""#)
        if !answerFirst { bench.answer(sent, answer) }
        let quantity = Quantity(units: 20_000_000)
        let fill = OrderFill(
            trade: TradeID("TGBB7L-HT5LX-J3BZ4A"),
            quantity: quantity,
            price: Price(units: 250_000),
            fee: Fee(asset: .quote, units: 2_000_000_000_000),
            exchangeTime: WallTime(nanoseconds: 1_790_000_000_005_000_000)
        )
        let expected: Set<OrderEvidence> = [
            .sendStarted, .acknowledged(venueOrderID: Bench.name(1)), .fill(fill),
            .report(OrderReport(.new, cumulative: .zero)), .report(OrderReport(.partial, cumulative: quantity)),
            .report(OrderReport(.cancelled, cumulative: quantity)),
        ]
        #expect(Set(bench.evidence(1)) == expected)
        #expect(bench.texts.isEmpty, "no gap: a message that comes twice is none")
    }

    @Test("The message that says filled stands for the whole order, though the trade before said partially filled")
    func filled() throws {
        var bench = try Bench.ready()
        _ = try bench.submit(1)
        bench.execution(1, 2, #""cl_ord_id":"\#(Bench.id(1).text)","exec_type":"filled","order_status":"filled""#)
        #expect(bench.evidence(1).contains(.report(OrderReport(.filled, cumulative: Quantity(units: 50_000_000)))))
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let words: String
        let kind: OrderRefusal.Kind?
        var testDescription: String { words }
    }

    static let rows: [Row] = [
        Row(words: "EOrder:Insufficient funds", kind: .insufficientBalance),
        Row(words: "EOrder:Insufficient margin", kind: .insufficientBalance),
        Row(words: "EOrder:Order minimum not met", kind: .lot),
        Row(words: "EOrder:Cost minimum not met", kind: .minimumNotional),
        Row(words: "EOrder:Tick size check failed", kind: .tick),
        Row(words: "EOrder:Invalid price", kind: .priceBand),
        Row(words: "EGeneral:Invalid arguments", kind: .other),
        Row(words: "EGeneral:Invalid arguments:volume", kind: .other),
        Row(words: "EQuery:Unknown asset pair", kind: .unknownInstrument),
        Row(words: "EOrder:Orders limit exceeded", kind: .tooManyOrders),
        Row(words: "EOrder:Post only order", kind: .wouldTake),
        Row(words: "EService:Market in cancel_only mode", kind: .marketClosed),
        Row(words: "EService:Market in post_only mode", kind: .marketClosed),
        Row(words: "EService:Deadline elapsed", kind: .late),
        Row(words: "EService:Throttled:1790000005", kind: .throttled),
        Row(words: "EAPI:Rate limit exceeded", kind: .throttled),
        Row(words: "EOrder:Rate limit exceeded", kind: .throttled),
        Row(words: "EOrder:Domain rate limit exceeded", kind: .throttled),
        Row(words: "EGeneral:Too many requests", kind: .throttled),
        Row(words: "EGeneral:Temporary lockout", kind: .throttled),
        Row(words: "EAPI:Invalid key", kind: .authentication),
        Row(words: "EAPI:Invalid token", kind: .authentication),
        Row(words: "ESession:Invalid session", kind: .authentication),
        Row(words: "EGeneral:Permission denied", kind: .authentication),
        Row(words: "EAuth:Account temporary disabled", kind: .authentication),
        Row(words: "EService:Unavailable", kind: nil), Row(words: "EService:Busy", kind: nil),
        Row(words: "EService:Timeout", kind: nil), Row(words: "EGeneral:Internal error", kind: nil),
        Row(words: "EOrder:Unknown order", kind: nil), Row(words: "EOrder:Invalid order", kind: nil),
        Row(words: "EOrder:Something that is on no list", kind: nil),
        Row(words: "EGeneral:Invalid arguments:cl_ord_id duplicate", kind: nil),
    ]

    @Test("Every error is a refusal only if the venue's list calls it one", arguments: rows)
    func errors(row: Row) throws {
        var bench = try Bench.ready()
        bench.refuse(try bench.submit(1), row.words)
        let kinds = bench.evidence(1).compactMap { if case .rejected(let refusal) = $0 { refusal.kind } else { nil } }
        #expect(kinds == (row.kind.map { [$0] } ?? []))
        #expect(bench.evidence(1).contains(.ambiguous(.venueUnsure)) == (row.kind == nil))
    }

    @Test("A gap in the stream subscribes it anew with the last fills, and orders wait for that")
    func gap() throws {
        var bench = try Bench.ready()
        _ = try bench.submit(1)
        bench.execution(1, 4, #""cl_ord_id":"\#(Bench.id(1).text)","exec_type":"new","order_status":"new""#)
        #expect(bench.links == [.connecting])
        bench.command(.submit(bench.order(2)))
        #expect(bench.evidence(2) == [.notStarted(.noConnection)])
        #expect(try bench.nextText()["method"]?.string == "unsubscribe")
        let again = try bench.nextText()
        #expect(again["params"]?["snap_trades"]?.bool == true)
        bench.answer(again, #"{"channel":"executions","maxratecount":60}"#)
        #expect(bench.links == [.connecting, .ready])
        let entry = #"{"order_id":"\#(Bench.name(1))",\#(Bench.tradeWords)}"#
        bench.say(#"{"channel":"executions","type":"snapshot","data":[\#(entry)],"sequence":1}"#)
        #expect(bench.evidence(1).contains { if case .fill = $0 { true } else { false } })
    }

    @Test("Private requests by REST go one at a time with rising numbers, though the calendar is set back")
    func nonces() throws {
        let floor = UInt64(Bench.wallStart.nanoseconds) + 1_000_000_000
        var bench = try Bench.kraken(nonceFloor: floor)
        try bench.bringUp()
        bench.command(.query(Bench.question(1)))
        bench.command(.query(Bench.question(2)))
        #expect(bench.requests.count == 1)
        func nonce(_ request: RESTRequest) -> UInt64 {
            let field = String(decoding: request.body, as: UTF8.self).split(separator: "&").first ?? ""
            return UInt64(field.dropFirst("nonce=".count)) ?? 0
        }
        let first = nonce(bench.requests[0].request)
        bench.wall = WallTime(nanoseconds: 1)
        try bench.answer("/0/private/OpenOrders", Bench.openWords(1, "open", executed: "0").asOpen)
        let second = nonce(bench.requests[0].request)
        #expect(first > floor && second == first + 1)
        #expect(bench.reservations.first.map { $0 > second } == true)
    }

    @Test("The dead man's switch is wound up by the trader and with each connection, by no clock of its own")
    func deadMansSwitch() throws {
        var bench = try Bench.ready()
        bench.command(.deadMansSwitch(.seconds(60)))
        let first = try bench.nextText()
        #expect(first["method"]?.string == "cancel_all_orders_after" && first["params"]?["timeout"]?.integer == 60)
        bench.answer(first, #"{"currentTime":"2026-09-21T14:13:20Z","triggerTime":"2026-09-21T14:14:20Z"}"#)
        #expect(bench.events.contains(.deadMansSwitch(Bench.venue, bench.steady + .seconds(60))))
        for _ in 0..<10 {
            bench.pass(.seconds(2))
            bench.give(.heard)
        }
        func windings() -> Int { bench.texts.count { $0.contains("cancel_all_orders_after") } }
        #expect(windings() == 0)
        bench.command(.deadMansSwitch(.seconds(60)))
        #expect(windings() == 1)
        bench.give(.closedByVenue("gone"))
        bench.pass(.seconds(5))
        bench.give(.opened)
        bench.texts.removeAll()
        try bench.answer("/0/private/GetWebSocketsToken", #"{"token":"CANARYTOKEN","expires":900}"#)
        bench.answer(try bench.nextText(), #"{"channel":"executions","maxratecount":60}"#)
        #expect(windings() == 1)
        bench.give(.closedByVenue("bye"))
        bench.texts.removeAll()
        bench.command(.deadMansSwitch(nil))
        try bench.answer(
            "/0/private/CancelAllOrdersAfter",
            #"{"currentTime":"2026-09-21T14:13:20Z","triggerTime":"0"}"#
        )
        #expect(bench.events.contains(.deadMansSwitch(Bench.venue, nil)))
    }

    @Test("What is under way when the connection ends is in doubt; a cancellation goes on by REST")
    func disconnect() throws {
        var bench = try Bench.ready()
        _ = try bench.submit(1)
        bench.command(.cancel(Bench.question(2)))
        #expect(try bench.nextText()["method"]?.string == "cancel_order")
        bench.give(.failed(TransportError(.broken, "gone")))
        #expect(bench.evidence(1) == [.sendStarted, .ambiguous(.disconnect)])
        bench.pass(.milliseconds(5))
        #expect(bench.requests.first?.request.endpoint.path == "/0/private/CancelOrder")
        bench.answer(200, #"{"error":["EOrder:Unknown order"]}"#)
        #expect(bench.evidence(2) == [.cancelRejected(number: 1, OrderRefusal(.notFound, "EOrder:Unknown order"))])
        bench.command(.cancel(Bench.question(2, number: 2)))
        bench.pass(.milliseconds(5))
        bench.answer(520, "<html>cloudflare</html>")
        #expect(bench.evidence(2).count == 1)
    }

    @Test("A key that is refused is told and not shown again; a token that has run out is fetched anew")
    func keys() throws {
        var bench = try Bench.kraken()
        bench.give(.opened)
        bench.requests.removeFirst()
        bench.answer(200, #"{"error":["EAPI:Invalid key"]}"#)
        guard case .refused? = bench.links.last else {
            Issue.record("\(bench.links)")
            return
        }
        bench.pass(.seconds(600))
        #expect(bench.opened == 1)
        bench = try Bench.ready()
        bench.refuse(try bench.submit(1), "EAPI:Invalid token")
        #expect(bench.closed == 1)
        bench.pass(.seconds(6))
        #expect(bench.opened == 2)
        bench.give(.opened)
        #expect(bench.requests.last?.request.endpoint.path == "/0/private/GetWebSocketsToken")
    }

    @Test("An order too close to its end is not sent, and one that ends later than the venue knows ends sooner")
    func deadlines() throws {
        var bench = try Bench.ready()
        bench.command(.submit(bench.order(1, in: .milliseconds(499))))
        #expect(bench.evidence(1) == [.notStarted(.late)])
        bench.command(.submit(bench.order(2, in: .seconds(3_600), .goodTillCancelled)))
        let text = try #require(bench.orders.first?.text)
        #expect(text.contains(#""time_in_force":"gtc""#) && text.contains(#""deadline":"2026-09-21T14:14:20.000Z""#))
    }

    @Test("New orders keep below the pair's counter, and the venue's own count wins")
    func counter() throws {
        var bench = try Bench.ready()
        bench.say(#"{"channel":"executions","type":"update","data":[],"ratecount":44.5,"sequence":2}"#)
        #expect(bench.events.contains(.used(Bench.venue, count: 44, of: 60)))
        bench.command(.submit(bench.order(1)))
        #expect(bench.evidence(1) == [.notStarted(.late)])
        bench.command(.cancel(Bench.question(1)))
        #expect(bench.texts.count == 1)
    }
}

extension String {
    /// An answer's orders as `OpenOrders` has them.
    var asOpen: String { #"{"open":\#(self)}"# }
}
