import Books
import Strategy
import TestKit
import Testing

/// Which books count: only those that are whole, true and live.
@Suite("The trader: which books count")
struct TraderBookTests {
    static let first = VenueID(slot: 0)
    static let second = VenueID(slot: 1)

    private static func prices(_ bench: TraderBench, _ side: Side) -> [Int64] {
        bench.trader.consumer.top(9, of: side).map(\.price.units)
    }

    @Test("A book counts from the moment it is live, and not before")
    func live() {
        var bench = TraderBench()
        bench.feed { $0.book(0, .snapshot, 1, bids: [(10, 1)], asks: [(12, 1)]) }
        #expect(Self.prices(bench, .bid).isEmpty)
        #expect(bench.effects.isEmpty)
        bench.feed { $0.state(0, .live) }
        #expect(Self.prices(bench, .bid) == [10])
        #expect(bench.effects == [.stateChanged(Self.first, from: .connecting, to: .live)])
        bench.feed { $0.state(0, .live) }
        #expect(bench.effects.isEmpty)
    }

    @Test(
        "A venue that is no longer live takes its levels along in the same step, and keeps its own book",
        arguments: [
            FeedState.stale, .halted, .resyncing(.checksum), .connecting, .syncing,
            .down(.silence(.seconds(5)), attempt: 1, retryAt: MonotonicTime(nanoseconds: 0)),
        ]
    )
    func leaves(state: FeedState) {
        var bench = TraderBench()
        bench.goLive(0, bid: 10, ask: 12)
        bench.goLive(1, bid: 11, ask: 13)
        #expect(Self.prices(bench, .bid) == [11, 10])
        bench.feed { batch in
            batch.state(1, state)
            batch.book(1, .delta, 101, bids: [(11, 5)])
        }
        #expect(Self.prices(bench, .bid) == [10])
        #expect(bench.trader.consumer.book(of: Self.second).bids.best?.price.units == 11)
        #expect(bench.effects == [.stateChanged(Self.second, from: .live, to: state)])
    }

    @Test(
        "A book that crosses or locks is out in the step in which it does, and is fetched anew",
        arguments: [(12, 12), (13, 12), (10, 10), (10, 9)] as [(Int64, Int64)]
    )
    func crossing(bid: Int64, ask: Int64) {
        var bench = TraderBench()
        bench.goLive(0, bid: 10, ask: 12)
        bench.goLive(1, bid: 9, ask: 13)
        let bids: [(Int64, Int64)] = bid > 10 ? [(bid, Int64(1))] : []
        let asks: [(Int64, Int64)] = ask < 12 ? [(ask, Int64(1))] : []
        bench.feed { $0.book(0, .delta, 101, bids: bids, asks: asks) }
        #expect(
            bench.effects == [
                .stateChanged(Self.first, from: .live, to: .resyncing(.crossed)), .resync(Self.first, .crossed),
            ]
        )
        #expect(Self.prices(bench, .bid) == [9])
        bench.feed { $0.book(0, .delta, 102, bids: [(8, 1)]) }
        #expect(bench.effects.isEmpty)
        bench.feed { $0.state(0, .live) }
        #expect(bench.effects.isEmpty)
        #expect(Self.prices(bench, .bid) == [9])
        bench.goLive(0, bid: 10, ask: 12)
        #expect(Self.prices(bench, .bid) == [10, 9])
    }

    @Test(
        "A book whose top is not the stated one is out in the step that shows it, whichever came first",
        arguments: [true, false]
    )
    func mismatch(topFirst: Bool) {
        var bench = TraderBench()
        bench.goLive(0, bid: 10, ask: 12)
        bench.feed { $0.top(0, 101, bid: 10, ask: 12) }
        if topFirst {
            bench.feed { $0.top(0, 103, bid: 11, ask: 12) }
            bench.feed { $0.top(0, 105, bid: 11, ask: 12) }
            #expect(bench.effects.isEmpty)
            bench.feed { $0.book(0, .delta, 103, asks: [(13, 1)]) }
        } else {
            bench.feed { $0.book(0, .delta, 103, asks: [(13, 1)]) }
            bench.feed { $0.top(0, 103, bid: 11, ask: 12) }
            #expect(bench.effects.isEmpty)
            bench.feed { $0.top(0, 104, bid: 11, ask: 12) }
        }
        #expect(
            bench.effects == [
                .stateChanged(Self.first, from: .live, to: .resyncing(.topMismatch)), .resync(Self.first, .topMismatch),
            ]
        )
        #expect(Self.prices(bench, .bid).isEmpty)
    }

    @Test("After a time that nobody saw, every live book leaves at once and is fetched anew, and the others as before")
    func standstill() {
        var bench = TraderBench(venueCount: 3)
        bench.goLive(0, bid: 10, ask: 12)
        bench.goLive(1, bid: 11, ask: 13)
        bench.feed { $0.state(2, .syncing) }
        bench.handle(.holdBecause(.clockJump))
        #expect(
            bench.effects.prefix(4) == [
                .stateChanged(Self.first, from: .live, to: .resyncing(.requested)), .resync(Self.first, .requested),
                .stateChanged(Self.second, from: .live, to: .resyncing(.requested)), .resync(Self.second, .requested),
            ]
        )
        #expect(Self.prices(bench, .bid).isEmpty)
        #expect(bench.trader.venues[2].state == .syncing)
        bench.handle(.holdBecause(.clockJump))
        #expect(!bench.effects.contains(.resync(Self.first, .requested)))
        bench.goLive(0, bid: 10, ask: 12)
        #expect(Self.prices(bench, .bid) == [10])
    }

    @Test("A book whose tops are right stays live")
    func matching() {
        var bench = TraderBench()
        bench.goLive(0, bid: 10, ask: 12)
        for number in UInt64(101)...200 {
            bench.feed { batch in
                batch.top(0, number, bid: 10, ask: 12)
                batch.book(0, .delta, number, bids: [(1, Int64(number))])
            }
            #expect(bench.effects.isEmpty)
        }
        #expect(bench.trader.venues[0].state.isLive)
    }

    @Test("Live is not believed before a whole book came, first and after every loss")
    func liveTooEarly() {
        var bench = TraderBench()
        bench.feed { $0.state(0, .live) }
        #expect(bench.effects.isEmpty)
        #expect(!bench.trader.venues[0].state.isLive)
        bench.goLive(0, bid: 10, ask: 12)
        for loss in [FeedState.resyncing(.gap(expected: 1, received: 2)), .connecting, .syncing] {
            bench.feed { batch in
                batch.state(0, loss)
                batch.state(0, .live)
                batch.book(0, .delta, 101, bids: [(10, 2)])
                batch.state(0, .live)
            }
            #expect(bench.effects.count == 1)
            #expect(Self.prices(bench, .bid).isEmpty)
            bench.goLive(0, bid: 10, ask: 12)
        }
        bench.feed { batch in
            batch.state(0, .stale)
            batch.state(0, .live)
        }
        #expect(bench.effects.count == 2)
        #expect(bench.trader.venues[0].state.isLive)
    }

    @Test("A whole book that is crossed never becomes live, and is fetched anew each time it is offered")
    func crossedSnapshot() {
        var bench = TraderBench()
        for attempt in 0..<3 {
            bench.goLive(0, bid: 12, ask: 12)
            #expect(Self.prices(bench, .bid).isEmpty)
            #expect(bench.effects.last == .resync(Self.first, .crossed))
            #expect(bench.trader.venues[0].state == .resyncing(.crossed))
            #expect(bench.effects.count == (attempt == 0 ? 2 : 1))
            bench.feed { $0.state(0, .live) }
            #expect(bench.effects.isEmpty)
        }
        bench.goLive(0, bid: 11, ask: 12)
        #expect(bench.trader.venues[0].state.isLive)
    }

    /// Each change on a snapshot makes a book that its venue has had, and none of those was crossed.
    @Test(
        "A book that crosses between two changes of its splice does not become live, though it is in order at the end",
        arguments: [FeedState.syncing, .resyncing(.requested)]
    )
    func crossedWithinSplice(state: FeedState) {
        var bench = TraderBench()
        bench.feed { batch in
            batch.state(0, state)
            batch.book(0, .snapshot, 100, bids: [(10, 1)], asks: [(12, 1)])
            batch.book(0, .delta, 101, bids: [(12, 1)])
            batch.book(0, .delta, 102, asks: [(12, 0), (13, 1)])
            batch.state(0, .live)
        }
        #expect(bench.effects.last == .resync(Self.first, .crossed))
        #expect(Self.prices(bench, .bid).isEmpty)
        bench.goLive(0, bid: 11, ask: 13)
        #expect(bench.trader.venues[0].state.isLive)
    }

    @Test("A book that crosses while it is late or old does not become live, though it is in order again by then")
    func crossedWhileLate() {
        for state in [FeedState.stale, .lagging(.seconds(1))] {
            var bench = TraderBench()
            bench.goLive(0, bid: 10, ask: 12)
            bench.feed { batch in
                batch.state(0, state)
                // The bid at 12 is one that the venue does not have: nothing will ever take it away.
                batch.book(0, .delta, 101, bids: [(12, 1)])
                batch.book(0, .delta, 102, asks: [(12, 0), (13, 1)])
                batch.state(0, .live)
            }
            #expect(bench.effects.last == .resync(Self.first, .crossed))
            #expect(Self.prices(bench, .bid).isEmpty)
            bench.goLive(0, bid: 11, ask: 13)
            #expect(bench.trader.venues[0].state.isLive)
        }
    }

    @Test("A book that was found wrong while it was not live does not become live")
    func mismatchWithinSplice() {
        var bench = TraderBench()
        bench.feed { batch in
            batch.state(0, .syncing)
            batch.top(0, 99, bid: 10, ask: 12)
            batch.top(0, 105, bid: 10, ask: 12)
            batch.book(0, .snapshot, 100, bids: [(9, 1)], asks: [(12, 1)])
            batch.state(0, .live)
        }
        #expect(bench.effects.last == .resync(Self.first, .topMismatch))
        #expect(Self.prices(bench, .bid).isEmpty)
        bench.feed { batch in
            batch.book(0, .snapshot, 106, bids: [(10, 1)], asks: [(12, 1)])
            batch.state(0, .live)
        }
        #expect(Self.prices(bench, .bid) == [10])
    }

    @Test("The consumer book's crossing is timed from its first moment to its last")
    func crossedSince() {
        var bench = TraderBench()
        bench.goLive(0, bid: 10, ask: 12)
        #expect(bench.trader.crossedSince == nil)
        bench.goLive(1, bid: 13, ask: 14)
        let start = bench.now
        #expect(bench.trader.crossedSince == start)
        bench.pass(.seconds(3))
        bench.feed { $0.book(1, .delta, 101, bids: [(13, 0), (12, 1)]) }
        #expect(bench.trader.consumer.isLocked)
        #expect(bench.trader.crossedSince == start)
        bench.feed { $0.state(1, .stale) }
        #expect(bench.trader.crossedSince == nil)
        bench.pass(.seconds(1))
        bench.feed { $0.state(1, .live) }
        #expect(bench.trader.crossedSince == bench.now)
    }
}
