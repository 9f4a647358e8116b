import Books
import Testing
import Venues

/// What Kraken's answers prove of an order, and what they do not.
@Suite("Kraken: doubts")
struct KrakenDoubtTests {
    private typealias Bench = KrakenOrderBench

    private func paths(_ bench: Bench) -> [String] { bench.requests.map(\.request.endpoint.path) }

    @Test(
        "An order that the gateway has taken in and the engine does not know is not found",
        arguments: [
            #"{"error":["EOrder:Unknown order"]}"#, #"{"error":["EOrder:Invalid order"]}"#,
            #"{"error":[],"result":{}}"#,
        ]
    )
    func acknowledgedAndUnknown(words: String) throws {
        var bench = try Bench.ready()
        bench.answer(
            try bench.submit(1),
            #"{"order_id":"\#(Bench.name(1))","cl_ord_id":"\#(Bench.id(1).text)"}"#
        )
        bench.pass(.seconds(3))
        bench.give(.heard)
        let askedAt = bench.steady
        bench.command(.query(Bench.question(1)))
        #expect(paths(bench) == ["/0/private/QueryOrders"])
        bench.pass(.milliseconds(100))
        bench.answer(200, words)
        #expect(bench.notFound.map(\.wereRead) == [false] && bench.notFound.first?.askedAt == askedAt)
        #expect(bench.requests.isEmpty)
        bench.command(.query(Bench.question(1, number: 2, wantsTrades: true)))
        bench.answer(200, words)
        try bench.answer("/0/private/TradesHistory", #"{"trades":{},"count":0}"#)
        #expect(bench.notFound.map(\.wereRead) == [false, true] && bench.requests.isEmpty)
        #expect(bench.notFound.last?.question.number == 2)
    }

    // MARK: - Rows that cannot be read

    static let ours = #""OBAD":{"cl_ord_id":"\#(Bench.id(3).text)","vol_exec":"x"}"#
    static let nameless = #""OBAD":{"vol_exec":"x","descr":{"pair":"ETHUSDT"}}"#
    static let another = #""OBAD":{"cl_ord_id":"somebody","vol_exec":"x","descr":{"pair":"ETHUSDT"}}"#
    static let elsewhere = #""OBAD":{"vol_exec":"x","descr":{"pair":"XBTUSD"}}"#

    @Test(
        "The answer to a question by name that has another row than the order's proves nothing",
        arguments: [ours, nameless, another],
        [true, false]
    )
    func byName(row: String, isOpen: Bool) throws {
        var bench = try Bench.ready()
        _ = try bench.submit(3)
        bench.pass(.seconds(3))
        bench.give(.heard)
        bench.command(.query(Bench.question(3, wantsTrades: true)))
        try bench.answer("/0/private/OpenOrders", isOpen ? #"{"open":{\#(row)}}"# : #"{"open":{}}"#)
        if !isOpen { try bench.answer("/0/private/ClosedOrders", #"{"closed":{\#(row)},"count":1}"#) }
        #expect(bench.requests.isEmpty && bench.notFound.isEmpty)
        #expect(bench.remarks.contains { $0.contains("cannot be read") })
    }

    @Test(
        "A row of a list that cannot be read proves nothing unless its name or its pair says that it is another's",
        arguments: [(ours, false), (nameless, false), (another, true), (elsewhere, true)]
    )
    func inList(row: String, goesOn: Bool) throws {
        var bench = try Bench.ready()
        for match in 1...3 as ClosedRange<UInt64> { _ = try bench.submit(match) }
        bench.pass(.seconds(3))
        bench.give(.heard)
        for match in 1...3 as ClosedRange<UInt64> { bench.command(.query(Bench.question(match))) }
        // The first one goes alone, the others together.
        try bench.answer("/0/private/OpenOrders", #"{"open":{}}"#)
        try bench.answer("/0/private/ClosedOrders", #"{"closed":{},"count":0}"#)
        let rows = "\(Bench.openWords(2, "open", executed: "0").dropLast()),\(row)}"
        try bench.answer("/0/private/OpenOrders", rows.asOpen)
        #expect(bench.evidence(2).contains(.report(OrderReport(.new, cumulative: .zero))))
        #expect(paths(bench) == (goesOn ? ["/0/private/ClosedOrders"] : []))
        #expect(bench.notFound.map(\.question.id) == [Bench.id(1)])
    }

    // MARK: - Nonces

    private static let invalidNonce = #"{"error":["EAPI:Invalid nonce"]}"#

    private func nonce(_ request: RESTRequest) -> UInt64 {
        let field = String(decoding: request.body, as: UTF8.self).split(separator: "&").first ?? ""
        return UInt64(field.dropFirst("nonce=".count)) ?? 0
    }

    @Test("A nonce that is refused moves the numbers beyond what another process can have reserved, and asks again")
    func nonces() throws {
        var bench = try Bench.ready()
        let bound = try #require(bench.reservations.last)
        bench.give(.failed(TransportError(.broken, "gone")))
        bench.command(.cancel(Bench.question(1)))
        bench.pass(.milliseconds(5))
        bench.answer(200, Self.invalidNonce)
        #expect(bench.evidence(1).isEmpty)
        bench.pass(.milliseconds(5))
        let again = try #require(bench.requests.first).request
        #expect(again.endpoint.path == "/0/private/CancelOrder")
        // Whoever began at the bound has reserved a minute from there.
        #expect(nonce(again) > bound + 60_000_000_001)
        #expect(bench.reservations.last.map { $0 > nonce(again) } == true)
        // Not again within ten seconds, however often it is refused.
        bench.answer(200, Self.invalidNonce)
        bench.pass(.milliseconds(5))
        #expect(bench.requests.isEmpty && bench.evidence(1).count == 1)
        bench.command(.cancel(Bench.question(1, number: 2)))
        bench.pass(.milliseconds(5))
        let next = try #require(bench.requests.first).request
        #expect(nonce(next) == nonce(again) + 1)
    }

    @Test("A token that is refused for its nonce is asked for again over the same connection")
    func tokenNonce() throws {
        var bench = try Bench.kraken()
        bench.give(.opened)
        try bench.answer("/0/public/Assets", Bench.assetWords)
        bench.answer(200, Self.invalidNonce)
        #expect(paths(bench) == ["/0/private/GetWebSocketsToken"] && bench.closed == 0)
        // A program that goes on using the key is told.
        bench.answer(200, Self.invalidNonce)
        #expect(bench.requests.isEmpty && bench.closed == 1)
        #expect(bench.remarks.contains { $0.contains("let no other program use this key") })
    }
}
