import Books
import Runtime
import Strategy
import TUI
import Testing
import Threads
import Venues

/// From the bytes of two venues to the pictures, through every thread.
@Suite("The console without its screen")
struct ConsoleTests {
    /// Runs the supervisor while `body` runs; `body` has to stop it.
    private static func run(_ body: (ConsoleBench) async throws -> Void) async throws {
        let bench = try ConsoleBench()
        try await withThrowingTaskGroup { group in
            group.addTask { await bench.supervisor.run() }
            do {
                try await body(bench)
            } catch {
                group.cancelAll()
                throw error
            }
            try await group.waitForAll()
        }
        #expect(!bench.binance.isOpen)
        #expect(!bench.kraken.isOpen)
    }

    private static func bothLive(_ bench: ConsoleBench) async throws -> ConsoleViewModel? {
        try await bench.picture("both books live") { $0.liveVenueCount == 2 && $0.consumer.bids.count == 5 }
    }

    @Test("Both books come up live, merged, with the decimals of the finest tick; a stop ends everything")
    func wholeWay() async throws {
        try await Self.run { bench in
            let picture = try #require(try await Self.bothLive(bench))
            #expect(picture.venues[0].ladder.bids[0]?.price == Price(units: 6_300_480))
            #expect(picture.venues[1].ladder.bids[0]?.price == Price(units: 6_300_490))
            #expect(picture.consumer.bids[0]?.price == Price(units: 6_300_490))
            let ask = picture.consumer.asks[0]
            #expect(ask?.price == Price(units: 6_300_500))
            #expect(ask?.parts[VenueID(slot: 0)] == Quantity(units: 50_000_000))
            #expect(ask?.parts[VenueID(slot: 1)] == Quantity(units: 207_265_551))
            #expect(ask?.total == Quantity(units: 257_265_551))
            #expect(picture.instrument.price.decimals == 1)
            #expect(bench.rest.asked.first == "/api/v3/exchangeInfo?symbol=BTCUSD")
            #expect(bench.log.messages.contains("KRAKEN book is live"))
            bench.trader.mailbox.put(.stop)
        }
    }

    @Test("A change shows in the next picture, and a gap takes the venue out until its book is whole again")
    func changes() async throws {
        try await Self.run { bench in
            _ = try await Self.bothLive(bench)
            bench.binance.say(ConsoleBench.depth(101, 101, bids: #"["63004.95","9.0"]"#))
            let changed = try await bench.picture("the change") { picture in
                picture.consumer.bids[0]?.price == Price(units: 6_300_495)
            }
            #expect(changed?.consumer.bids[0]?.parts[VenueID(slot: 0)] == Quantity(units: 900_000_000))
            bench.binance.say(ConsoleBench.depth(150, 151))
            let gap = try await bench.picture("the gap") { $0.venues[0].gaps == 1 && $0.liveVenueCount == 1 }
            #expect(gap?.consumer.bids[0]?.price == Price(units: 6_300_490))
            #expect(gap?.venues[0].state == .resyncing(reason: "gap, want 102 got 150"))
            #expect(gap?.notices.first?.text == "BINANCE resync: gap, want 102 got 150")
            bench.trader.mailbox.put(.stop)
        }
    }

    @Test("A venue that is asked for a new connection comes back, and the other goes on meanwhile")
    func reconnect() async throws {
        try await Self.run { bench in
            _ = try await Self.bothLive(bench)
            bench.trader.mailbox.put(.reconnect(VenueID(slot: 1)))
            try await eventually("the new connection") { bench.kraken.attempts == 2 && bench.kraken.isUpgraded }
            // The newest picture may still be one from before.
            let again = try await bench.picture("both books live again") { picture in
                picture.liveVenueCount == 2
                    && picture.notices.contains { $0.text.hasPrefix("KRAKEN down: a new connection was asked for") }
            }
            let picture = try #require(again)
            #expect(!picture.notices.contains { $0.text.hasPrefix("BINANCE down") })
            #expect(bench.binance.attempts == 1)
            bench.trader.mailbox.put(.stop)
        }
    }

    @Test("Pictures come at their rate when nothing happens, and never faster")
    func frames() async throws {
        try await Self.run { bench in
            _ = try await Self.bothLive(bench)
            var times: [MonotonicTime] = []
            try await eventually("five pictures") {
                if bench.trader.view.take() != nil { times.append(SteadyClock.now) }
                return times.count == 6
            }
            try #require(times.count == 6)
            // Six pictures are five intervals apart; the first may have waited to be taken.
            #expect(try #require(times.last) - times[1] >= .milliseconds(3 * 20))
            bench.trader.mailbox.put(.stop)
        }
    }

    @Test("Cancellation ends everything too")
    func cancellation() async throws {
        let bench = try ConsoleBench()
        try await withThrowingTaskGroup { group in
            group.addTask { await bench.supervisor.run() }
            _ = try await Self.bothLive(bench)
            group.cancelAll()
        }
        #expect(!bench.binance.isOpen)
        #expect(!bench.kraken.isOpen)
    }
}
