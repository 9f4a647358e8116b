import Books
import Testing
import Venues

/// Cancellations get out where the stream is dead and does not show it, and where many questions wait.
@Suite("Execution sessions: cancellations get out")
struct CancelDetourTests {
    @Test("What the stream leaves unanswered for a second goes by REST as well, once, and both answers count: Binance")
    func binance() throws {
        typealias Bench = BinanceOrderBench
        var bench = try Bench.ready()
        bench.command(.cancel(Bench.question(1)))
        let streamed = try bench.nextText()
        bench.pass(.milliseconds(999))
        #expect(bench.requests.isEmpty)
        bench.pass(.milliseconds(1))
        #expect(bench.requests.map(\.request.method) == ["DELETE"])
        bench.answer(400, #"{"code":-2011,"msg":"Unknown order sent."}"#)
        #expect(bench.evidence(1) == [.cancelRejected(number: 1, OrderRefusal(.notFound, "-2011 Unknown order sent."))])
        bench.answer(
            streamed,
            #"{"symbol":"ETHUSDT","origClientOrderId":"\#(Bench.id(1).text)","clientOrderId":"x","orderId":9,"executedQty":"0","status":"CANCELED"}"#
        )
        #expect(bench.evidence(1).contains(.report(OrderReport(.cancelled, cumulative: .zero))))
        bench.pass(.seconds(3))
        #expect(bench.requests.isEmpty && bench.texts.isEmpty)
    }

    @Test("A connection that ends then asks for nothing that is on its way by REST: Binance")
    func binanceBreak() throws {
        typealias Bench = BinanceOrderBench
        var bench = try Bench.ready()
        bench.command(.cancel(Bench.question(1)))
        bench.pass(.seconds(1))
        #expect(bench.requests.count == 1)
        bench.give(.failed(TransportError(.broken, "gone")))
        #expect(bench.requests.count == 1)
    }

    @Test("What the stream leaves unanswered for a second goes by REST together, once, and late answers count: Kraken")
    func kraken() throws {
        typealias Bench = KrakenOrderBench
        var bench = try Bench.ready()
        for match in 1...3 as ClosedRange<UInt64> { bench.command(.cancel(Bench.question(match))) }
        let streamed = try (1...3).map { _ in try bench.nextText() }
        bench.pass(.seconds(1))
        #expect(bench.requests.isEmpty)
        // Answered while it waits for others to go along.
        bench.answer(streamed[2], "{}")
        bench.pass(.milliseconds(5))
        try #require(bench.requests.count == 1)
        let body = try JSONValue(text: String(decoding: bench.requests[0].request.body, as: UTF8.self))
        #expect(body["cl_ord_ids"]?.array?.compactMap(\.string) == [Bench.id(1).text, Bench.id(2).text])
        // Where the connection ends now, what it left unanswered is asked for again: the request may be lost with it.
        bench.refuse(streamed[0], "EOrder:Unknown order")
        #expect(bench.evidence(1) == [.cancelRejected(number: 1, OrderRefusal(.notFound, "EOrder:Unknown order"))])
        bench.give(.failed(TransportError(.broken, "gone")))
        try bench.answer("/0/private/CancelOrderBatch", #"{"count":2}"#)
        bench.pass(.milliseconds(5))
        #expect(bench.requests.map(\.request.endpoint.path) == ["/0/private/CancelOrder"])
    }

    @Test("One that is not known is found out by REST, where the stream does not answer: Kraken")
    func krakenAlone() throws {
        typealias Bench = KrakenOrderBench
        var bench = try Bench.ready()
        for match in 1...2 as ClosedRange<UInt64> { bench.command(.cancel(Bench.question(match))) }
        bench.texts.removeAll()
        bench.pass(.milliseconds(1_005))
        bench.answer(200, #"{"error":["EOrder:Unknown order"]}"#)
        bench.pass(.milliseconds(5))
        #expect(bench.texts.isEmpty)
        try bench.answer("/0/private/CancelOrder", #"{"count":1}"#)
        bench.answer(200, #"{"error":["EOrder:Unknown order"]}"#)
        #expect(bench.evidence(1).isEmpty && bench.evidence(2).count == 1)
    }

    // MARK: - Many questions

    @Test("While Binance wants no requests, of an order the newest question waits, and a cancellation finds room")
    func binanceRoom() throws {
        typealias Bench = BinanceOrderBench
        var bench = try Bench.ready()
        bench.refuse(try bench.submit(1_000), 429, -1003, "Way too many", #"{"retryAfter":1790000002000}"#)
        bench.command(.query(Bench.question(1)))
        for number in 1...5 { bench.command(.query(Bench.question(2, number: number))) }
        // 200 may wait.
        for match in 3...205 as ClosedRange<UInt64> { bench.command(.query(Bench.question(match))) }
        for number in 1...2 { bench.command(.cancel(Bench.question(400, number: number))) }
        #expect(bench.texts.isEmpty)
        #expect(bench.remarks.count { $0.contains("was dropped") } == 6)
        bench.pass(.milliseconds(2_010))
        let texts = try bench.texts.map { try JSONValue(text: $0) }
        try #require(texts.count == 200)
        #expect(texts[0]["method"]?.string == "order.cancel")
        let names = texts.dropFirst().map { $0["params"]?["origClientOrderId"]?.string }
        // The oldest question has gone for it.
        #expect(names == (2...200).map { Bench.id($0).text })
        bench.refuse(texts[1], 400, -2013, "Order does not exist.")
        #expect(bench.notFound.map(\.question.number) == [5])
        bench.refuse(texts[0], 400, -2011, "Unknown order sent.")
        #expect(
            bench.evidence(400) == [.cancelRejected(number: 2, OrderRefusal(.notFound, "-2011 Unknown order sent."))]
        )
    }

    @Test("While Kraken wants no requests a cancellation finds room, and of an order only the newest goes")
    func krakenRoom() throws {
        typealias Bench = KrakenOrderBench
        var bench = try Bench.ready()
        for match in 1...205 as ClosedRange<UInt64> {
            let words = #""cl_ord_id":"\#(Bench.id(match).text)","exec_type":"new","order_status":"new""#
            bench.execution(match, Int(match) + 1, words)
        }
        bench.refuse(try bench.submit(1_000), "EGeneral:Too many requests")
        for match in 1...205 as ClosedRange<UInt64> { bench.command(.query(Bench.question(match))) }
        for number in 1...2 { bench.command(.cancel(Bench.question(400, number: number))) }
        // 200 may wait, and one of them asks what a trade costs.
        #expect(bench.remarks.count { $0.contains("was dropped") } == 7)
        for _ in 0..<5 {
            bench.pass(.seconds(2))
            bench.give(.heard)
        }
        let cancels = try bench.texts.map { try JSONValue(text: $0) }.filter {
            $0["method"]?.string == "cancel_order"
        }
        try #require(cancels.count == 1)
        bench.refuse(cancels[0], "EOrder:Unknown order")
        #expect(bench.evidence(400) == [.cancelRejected(number: 2, OrderRefusal(.notFound, "EOrder:Unknown order"))])
    }
}
