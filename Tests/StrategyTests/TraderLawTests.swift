import Books
import Strategy
import TestKit
import Testing

/// What holds after every step, whatever came.
@Suite("The trader: laws")
struct TraderLawTests {
    /// A batch of up to eight events that feeds could say, in any order.
    private static func batch(_ generator: inout SplitMix64, sequence: inout UInt64) -> MarketBatch {
        var batch = MarketBatch()
        for _ in 0..<generator.pick(1...8) {
            let slot = generator.pick(0...1)
            sequence += generator.pick(1...2)
            switch generator.pick(0...19) {
            case 0, 1, 2:
                batch.book(
                    slot,
                    .snapshot,
                    sequence,
                    bids: levels(1...30, &generator),
                    asks: levels(31...60, &generator)
                )
            case 3...9:
                // Now and then a change crosses the book.
                let reach = generator.oneIn(10) ? Int64(40) : 30
                batch.book(
                    slot,
                    .delta,
                    sequence,
                    bids: levels(1...reach, &generator),
                    asks: levels(31...60, &generator)
                )
            case 10...14: batch.state(slot, .live)
            case 15: batch.state(slot, generator.pick(losses))
            case 16: batch.top(slot, sequence, bid: generator.pick(1...30), ask: generator.pick(31...60))
            case 17: batch.trade(slot, price: 5, identifier: 1)
            default: batch.append(.heard(VenueID(slot: slot), at: MonotonicTime(nanoseconds: Int64(sequence))))
            }
        }
        return batch
    }

    private static let losses: [FeedState] = [
        .connecting, .syncing, .stale, .halted, .resyncing(.checksum), .resyncing(.crossed),
        .down(.closedByVenue("x"), attempt: 1, retryAt: MonotonicTime(nanoseconds: 0)),
    ]

    private static func levels(_ prices: ClosedRange<Int64>, _ generator: inout SplitMix64) -> [(Int64, Int64)] {
        (0..<generator.pick(0...3)).map { _ in (generator.pick(prices), generator.pick(0...4)) }
    }

    /// What is wrong with a trader after a step; nil if nothing is.
    private static func objection(_ trader: Trader, _ effects: [TraderEffect], before: [FeedState]) -> String? {
        var states = before
        var mustRefetch: [Bool] = [false, false]
        for effect in effects {
            switch effect {
            case .stateChanged(let venue, let from, let to):
                if states[venue.slot] != from { return "a change from a state that was not there" }
                if from == to { return "a change to the same state" }
                states[venue.slot] = to
                if to.isLive { mustRefetch[venue.slot] = false }
            case .resync(let venue, _): mustRefetch[venue.slot] = true
            case .reconnect, .stopped, .quotingChanged, .parameterChanged, .parameterRefused, .quoteCrossed, .remark,
                .execution, .command, .gate, .latch, .tradingChanged, .venueGateChanged, .linkChanged, .reconciled,
                .drifted, .limitChanged:
                return "an effect that nobody asked for"
            }
        }
        for (slot, record) in trader.venues.enumerated() {
            let venue = VenueID(slot: slot)
            if states[slot] != record.state { return "a state that was not told" }
            if trader.consumer.isLive(venue) != record.state.isLive { return "levels that count and should not" }
            if record.state.isLive, trader.consumer.isCrossedOrLocked(venue) { return "a crossed book that is live" }
            if mustRefetch[slot], record.state.isLive { return "a live book that was to be fetched anew" }
        }
        for side in Side.allCases {
            let own = trader.consumer.venues.filter { trader.consumer.isLive($0) }.flatMap { venue in
                let book = trader.consumer.book(of: venue)
                return (side == .bid ? book.bids : book.asks).top(.max)
            }
            let best = own.map(\.price).max { side == .bid ? $0 < $1 : $0 > $1 }
            if trader.consumer.best(side) != best { return "a best price of nobody" }
        }
        let isCrossed = trader.consumer.isCrossed || trader.consumer.isLocked
        return isCrossed == (trader.crossedSince != nil) ? nil : "a crossing that is not timed"
    }

    @Test("After every batch the books that count are whole, not crossed, and told of")
    func laws() {
        var live = 0
        forEachSeed(1...150) { seed, generator in
            var trader = Trader(venueCount: 2, at: MonotonicTime(nanoseconds: 0))
            var sequence: UInt64 = 0
            for step in 0..<80 {
                let before = trader.venues.map(\.state)
                var effects: [TraderEffect] = []
                let batch = Self.batch(&generator, sequence: &sequence)
                trader.handle(batch, at: MonotonicTime(nanoseconds: Int64(step)), into: &effects)
                let objection = Self.objection(trader, effects, before: before)
                #expect(objection == nil, "seed \(seed), step \(step)")
                live += trader.venues.count { $0.state.isLive }
            }
        }
        #expect(live > 1_000)
    }

    @Test("The same events lead to the same effects and the same books, however they are cut into batches")
    func determinism() {
        forEachSeed(1...60) { seed, generator in
            var sequence: UInt64 = 0
            let batches = (0..<40).map { _ in Self.batch(&generator, sequence: &sequence) }
            func run(_ batches: [MarketBatch]) -> (Trader, [TraderEffect]) {
                var trader = Trader(venueCount: 2, at: MonotonicTime(nanoseconds: 0))
                var effects: [TraderEffect] = []
                for batch in batches { trader.handle(batch, at: MonotonicTime(nanoseconds: 5), into: &effects) }
                return (trader, effects)
            }
            var joined = MarketBatch()
            for batch in batches { joined.append(contentsOf: batch) }
            let first = run(batches)
            for other in [run(batches), run([joined])] {
                #expect(first.1 == other.1, "seed \(seed)")
                #expect(first.0.venues == other.0.venues, "seed \(seed)")
                for side in Side.allCases {
                    #expect(
                        first.0.consumer.top(.max, of: side) == other.0.consumer.top(.max, of: side),
                        "seed \(seed)"
                    )
                }
            }
        }
    }
}
