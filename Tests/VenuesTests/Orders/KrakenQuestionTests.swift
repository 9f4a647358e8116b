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

    @Test(
        "An order of somebody else is counted though its price is none; ours must have one"
    )
    func foreignPrice() throws {
        func row(_ name: String, _ id: String) -> String {
            #""\#(name)":{\#(id)"status":"open","vol":"1.0","vol_exec":"0","descr":{"pair":"ETHUSDT","type":"sell","ordertype":"trailing-stop","price":"+1.0%"}}"#
        }
        var bench = try Bench.ready()
        bench.command(.listOpenOrders)
        try bench.answer("/0/private/OpenOrders", "{\(row("OTHEIRS", ""))}".asOpen)
        let lists = bench.events.compactMap { if case .openOrders(_, _, let orders) = $0 { orders } else { nil } }
        #expect(lists.map { $0.map(\.venueOrderID) } == [["OTHEIRS"]])
        bench.command(.listOpenOrders)
        try bench.answer("/0/private/OpenOrders", "{\(row("OOURS", #""cl_ord_id":"\#(Bench.id(1).text)","#))}".asOpen)
        #expect(bench.events.count { if case .openOrders = $0 { true } else { false } } == 1)
    }
}
