import Books
import Strategy
import TestKit
import Testing

/// What is kept of each venue beside its book.
@Suite("The trader: what is known of a venue")
struct TraderRecordTests {
    static let venue = VenueID(slot: 1)

    private static func down(_ attempt: Int, at seconds: Int64) -> FeedState {
        .down(.transport("refused"), attempt: attempt, retryAt: MonotonicTime(nanoseconds: seconds * 1_000_000_000))
    }

    @Test("A venue of which nothing was heard has no facts")
    func fresh() {
        let record = TraderBench().trader.venues[1]
        #expect(record.state == .connecting)
        #expect(record.stateSince == MonotonicTime(nanoseconds: 1_000_000_000))
        #expect(record.lastHeard == nil)
        #expect(record.sequence == nil)
        #expect(record.outage == nil)
        #expect(record.messages == 0)
    }

    @Test("Messages, numbers, times, trades and rules are kept as they come")
    func facts() {
        var bench = TraderBench()
        let exchange = WallTime(nanoseconds: 77)
        let received = MonotonicTime(nanoseconds: 88)
        let listing = VenueListing(tick: Price(units: 1), lot: Quantity(units: 2), minimumNotional: .zero)
        bench.feed { batch in
            batch.book(1, .snapshot, 100, bids: [(10, 1)])
            batch.book(1, .delta, 101, exchangeTime: exchange, receiveTime: received)
            batch.book(1, .delta, 102)
            batch.top(1, 101, bid: 1, ask: 2)
            batch.trade(1, price: 10, identifier: 1)
            batch.trade(1, price: 11, identifier: 2)
            batch.append(.listing(Self.venue, listing))
            batch.append(.heard(Self.venue, at: MonotonicTime(nanoseconds: 99)))
        }
        let record = bench.trader.venues[1]
        #expect(record.messages == 6)
        #expect(record.sequence == 102)
        #expect(record.lastUpdate?.exchange == exchange)
        #expect(record.lastUpdate?.received == received)
        #expect(record.lastTrade?.identifier == 2)
        #expect(record.previousTradePrice == Price(units: 10))
        #expect(record.listing == listing)
        #expect(record.lastHeard == MonotonicTime(nanoseconds: 99))
        #expect(bench.trader.venues[0] == TraderBench().trader.venues[0])
    }

    @Test("A state is dated by the step that took it in")
    func dates() {
        var bench = TraderBench()
        bench.pass(.seconds(5))
        bench.feed { $0.state(1, .syncing) }
        #expect(bench.trader.venues[1].stateSince == bench.now)
        let since = bench.now
        bench.pass(.seconds(5))
        bench.feed { $0.state(1, .syncing) }
        #expect(bench.trader.venues[1].stateSince == since)
    }

    @Test("Only missing updates count as gaps")
    func gaps() {
        var bench = TraderBench()
        for reason in [
            ResyncReason.gap(expected: 1, received: 2), .checksum, .gap(expected: 5, received: 9), .crossed, .overflow,
            .requested, .topMismatch, .unreadable,
        ] { bench.feed { $0.state(1, .resyncing(reason)) } }
        #expect(bench.trader.venues[1].gaps == 2)
    }

    @Test("An outage lasts from what was last heard until the book is live again, over all attempts")
    func outage() throws {
        var bench = TraderBench()
        bench.goLive(1, bid: 10, ask: 12)
        let heard = bench.now
        bench.feed { $0.append(.heard(Self.venue, at: heard)) }
        bench.pass(.seconds(5))
        bench.feed { $0.state(1, Self.down(1, at: 7)) }
        #expect(bench.trader.venues[1].outage?.since == heard)
        bench.feed { $0.state(1, .connecting) }
        bench.pass(.seconds(5))
        bench.feed { $0.state(1, Self.down(2, at: 12)) }
        let outage = try #require(bench.trader.venues[1].outage)
        #expect(outage.since == heard)
        #expect(outage.failures == 2)
        #expect(outage.reason == .transport("refused"))
        #expect(outage.retryAt == MonotonicTime(nanoseconds: 12_000_000_000))
        for state in [FeedState.connecting, .syncing] {
            bench.feed { $0.state(1, state) }
            #expect(bench.trader.venues[1].outage == outage)
        }
        bench.goLive(1, bid: 10, ask: 12)
        #expect(bench.trader.venues[1].outage == nil)
    }

    @Test("An outage before anything was heard begins with its first failure")
    func firstOutage() {
        var bench = TraderBench()
        bench.pass(.seconds(2))
        bench.feed { $0.state(1, Self.down(1, at: 4)) }
        #expect(bench.trader.venues[1].outage?.since == bench.now)
    }

    @Test(
        "Commands become effects",
        arguments: [(OperatorCommand.reconnect(venue), TraderEffect.reconnect(venue)), (.stop, .stopped)]
    )
    func commands(command: OperatorCommand, effect: TraderEffect) {
        var bench = TraderBench()
        bench.handle(command)
        #expect(bench.effects == [effect])
    }
}
