import Books
import TestKit
import Testing
import Venues

/// The life of the connection for orders.
@Suite("Execution machine")
struct ExecutionMachineTests {
    private typealias Bench = BinanceOrderBench

    @Test("A stream that is silent is pinged, then given up; a pong keeps it")
    func silence() throws {
        var bench = try Bench.ready()
        bench.pass(.milliseconds(5_500))
        #expect(bench.pings == 1 && bench.machine.isReady)
        bench.give(.heard)
        bench.pass(.seconds(9))
        #expect(bench.pings == 2 && bench.machine.isReady)
        bench.pass(.seconds(1))
        guard case .down(.silence, attempt: 1, retryAt: _)? = bench.links.first else {
            Issue.record("\(bench.links)")
            return
        }
        #expect(bench.closed == 1)
    }

    @Test("After an outage the next attempt comes soon and for ever, and no sooner than a bar allows")
    func reconnecting() throws {
        var bench = try Bench.binance()
        for _ in 0..<5 { bench.give(.failed(TransportError(.connect, "refused"))); bench.pass(.seconds(10)) }
        #expect(bench.opened >= 2)
        bench = try Bench.ready()
        bench.refuse(try bench.submit(1), 418, -1003, "banned", #"{"retryAfter":1790000120000}"#)
        bench.give(.closedByVenue("banned"))
        bench.pass(.seconds(119))
        #expect(bench.opened == 1)
        bench.command(.reconnect)
        #expect(bench.opened == 1)
        bench.pass(.seconds(2))
        #expect(bench.opened == 2)
    }

    @Test(
        "A refused upgrade that forbids attempts is kept, whoever asks",
        arguments: [(418, 600, 600), (429, 600, 600), (418, nil, 120), (429, nil, 10)] as [(Int, Int64?, Int64)]
    )
    func refusedUpgrade(status: Int, stated: Int64?, pause: Int64) throws {
        var bench = try Bench.binance()
        let wait = stated.map { TimeSpan.seconds($0) }
        bench.give(.failed(TransportError(.http, "Refused.", retryAfter: wait, status: status)))
        bench.command(.reconnect)
        bench.pass(.seconds(pause - 1))
        bench.command(.reconnect)
        #expect(bench.opened == 1)
        bench.pass(.seconds(2))
        #expect(bench.opened == 2)
    }

    @Test(
        "A private message with deeper nesting, longer numbers or longer arrays than a venue sends is not read",
        arguments: [
            (String(repeating: "[", count: 31) + String(repeating: "]", count: 31), true),
            (String(repeating: "[", count: 32) + String(repeating: "]", count: 32), false),
            ("-1." + String(repeating: "0", count: 37), true), ("-1." + String(repeating: "0", count: 38), false),
            ("[0" + String(repeating: ",0", count: 19_999) + "]", true),
            ("[0" + String(repeating: ",0", count: 20_000) + "]", false),
        ]
    )
    func privateForm(value: String, isRead: Bool) throws {
        var bench = try Bench.ready()
        bench.say(#"{"news":\#(value)}"#)
        #expect(bench.machine.isReady == isRead)
    }

    @Test("A connection is replaced before its age, and not while an order is under way")
    func age() throws {
        var bench = try Bench.ready()
        for _ in 0..<(24 * 900) {
            bench.pass(.seconds(4))
            bench.give(.heard)
            while let text = bench.texts.popLast() {
                bench.answer(try JSONValue(text: text), #"{"serverTime":\#(bench.wall.nanoseconds / 1_000_000)}"#)
            }
            if !bench.machine.isReady { break }
        }
        #expect(!bench.machine.isReady)
        let age = bench.steady - Bench.start
        #expect(age >= .seconds(23 * 3_600) && age < .seconds(24 * 3_600))
    }

    @Test("A person can ask for a new connection, and gets it")
    func reconnect() throws {
        var bench = try Bench.ready()
        bench.command(.reconnect)
        #expect(bench.closed == 1 && bench.opened == 2)
        try bench.bringUp()
        #expect(bench.links.last == .ready)
    }
}
