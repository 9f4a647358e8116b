import Books
import Testing
import Venues

@Suite("Many cancellations at once")
struct ManyCancelsTests {
    private typealias Bench = KrakenOrderBench

    /// The names of the orders that a request by REST cancels together.
    private static func names(_ request: RESTRequest) throws -> [String] {
        let body = try JSONValue(text: String(decoding: request.body, as: UTF8.self))
        #expect(body["nonce"]?.integer != nil)
        #expect(request.headers.value(of: "Content-Type") == "application/json")
        return try #require(body["cl_ord_ids"]?.array).compactMap(\.string)
    }

    /// A bench whose stream has broken, with the cancellations of these orders gathered.
    private static func down(_ orders: ClosedRange<UInt64>) throws -> Bench {
        var bench = try Bench.ready()
        bench.give(.failed(TransportError(.broken, "gone")))
        for match in orders { bench.command(.cancel(Bench.question(match))) }
        #expect(bench.requests.isEmpty)
        bench.pass(.milliseconds(5))
        return bench
    }

    @Test("Over Kraken's stream all leave before the first is answered, and each answer speaks of its own order")
    func krakenStream() throws {
        var bench = try Bench.ready()
        for match in 1...50 as ClosedRange<UInt64> { bench.command(.cancel(Bench.question(match))) }
        let texts = try bench.texts.map { try JSONValue(text: $0) }
        let names = texts.compactMap { $0["params"]?["cl_ord_id"]?.array?.first?.string }
        #expect(names == (1...50).map { Bench.id($0).text })
        for (place, text) in texts.enumerated().reversed() {
            if place == 6 { bench.refuse(text, "EOrder:Unknown order") } else { bench.answer(text, "{}") }
        }
        let refusal = OrderRefusal(.notFound, "EOrder:Unknown order")
        #expect(bench.evidence(7) == [.cancelRejected(number: 1, refusal)])
        #expect((1...50).allSatisfy { $0 == 7 || bench.evidence($0).isEmpty })
    }

    @Test("Over Binance's stream, and by REST without it, all leave before the first is answered")
    func binance() throws {
        var bench = try BinanceOrderBench.ready()
        for match in 1...50 as ClosedRange<UInt64> { bench.command(.cancel(BinanceOrderBench.question(match))) }
        let names = try bench.texts.map { try JSONValue(text: $0)["params"]?["origClientOrderId"]?.string }
        #expect(names == (1...50).map { BinanceOrderBench.id($0).text })
        bench.give(.failed(TransportError(.broken, "gone")))
        #expect(bench.requests.count == 50)
        #expect(bench.requests.allSatisfy { $0.request.method == "DELETE" })
    }

    @Test("Without a stream Kraken is asked for fifty at once, and for the rest as soon as that is answered")
    func krakenBatches() throws {
        var bench = try Self.down(1...60)
        try #require(bench.requests.count == 1)
        #expect(bench.requests[0].request.endpoint.path == "/0/private/CancelOrderBatch")
        #expect(try Self.names(bench.requests[0].request) == (1...50).map { Bench.id($0).text })
        try bench.answer("/0/private/CancelOrderBatch", #"{"count":50}"#)
        try #require(bench.requests.count == 1)
        #expect(try Self.names(bench.requests[0].request) == (51...60).map { Bench.id($0).text })
        try bench.answer("/0/private/CancelOrderBatch", #"{"count":10}"#)
        #expect(bench.requests.isEmpty)
        // Taken in, and no more: it says nothing of where an order stands.
        #expect((1...60).allSatisfy { bench.evidence($0).isEmpty })
    }

    @Test("What was under way over the stream when it broke goes in one request, too")
    func krakenBreak() throws {
        var bench = try Bench.ready()
        for match in 1...3 as ClosedRange<UInt64> { bench.command(.cancel(Bench.question(match))) }
        bench.give(.failed(TransportError(.broken, "gone")))
        bench.pass(.milliseconds(5))
        #expect(try Self.names(try #require(bench.requests.first).request) == (1...3).map { Bench.id($0).text })
    }

    @Test("If fewer were cancelled than asked for, each order is asked about, because the answer names none")
    func krakenCount() throws {
        var bench = try Self.down(1...3)
        try bench.answer("/0/private/CancelOrderBatch", #"{"count":2}"#)
        var asked: [String] = []
        while let next = bench.requests.first?.request {
            asked.append(String(decoding: next.body, as: UTF8.self))
            try bench.answer("/0/private/OpenOrders", #"{"open":{}}"#)
            try bench.answer("/0/private/ClosedOrders", #"{"closed":{}}"#)
        }
        for match in 1...3 as ClosedRange<UInt64> {
            #expect(asked.contains { $0.hasSuffix("cl_ord_id=\(Bench.id(match).text)") })
        }
    }

    @Test("If all were refused for one that has ended, each is cancelled by itself and has an answer of its own")
    func krakenUnknown() throws {
        var bench = try Self.down(1...3)
        bench.answer(200, #"{"error":["EOrder:Unknown order"]}"#)
        #expect((1...3).allSatisfy { bench.evidence($0).isEmpty })
        bench.pass(.milliseconds(5))
        for match in 1...3 as ClosedRange<UInt64> {
            let request = try #require(bench.requests.first).request
            #expect(request.endpoint.path == "/0/private/CancelOrder")
            #expect(String(decoding: request.body, as: UTF8.self).hasSuffix("cl_ord_id=\(Bench.id(match).text)"))
            let answer = match == 2 ? #"{"error":["EOrder:Unknown order"]}"# : #"{"error":[],"result":{"count":1}}"#
            bench.answer(200, answer)
        }
        #expect(bench.evidence(2) == [.cancelRejected(number: 1, OrderRefusal(.notFound, "EOrder:Unknown order"))])
        #expect(bench.evidence(1).isEmpty && bench.evidence(3).isEmpty && bench.requests.isEmpty)
    }

    @Test("A refusal of the request is one of every order's cancellation; an answer in doubt is said once, of none")
    func krakenRefused() throws {
        var bench = try Self.down(1...3)
        bench.answer(200, #"{"error":["EGeneral:Permission denied"]}"#)
        for match in 1...3 as ClosedRange<UInt64> {
            guard case .cancelRejected(number: 1, let refusal)? = bench.evidence(match).last else {
                Issue.record("\(bench.evidence(match))")
                continue
            }
            #expect(refusal.kind == .authentication)
        }
        bench = try Self.down(1...3)
        bench.answer(520, "<html>cloudflare</html>")
        #expect((1...3).allSatisfy { bench.evidence($0).isEmpty })
        #expect(bench.remarks.count { $0.contains("does not know what became of") } == 1)
    }
}
