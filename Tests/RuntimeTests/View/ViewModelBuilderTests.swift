import Books
import Runtime
import Strategy
import TUI
import TestKit
import Testing

/// Frames from what the trader knows.
@Suite("The view model")
struct ViewModelBuilderTests {
    static let venue = VenueID(slot: 0)
    static let start = MonotonicTime(nanoseconds: 50_000_000_000)
    static let wall = WallTime(nanoseconds: 1_787_610_117_000_000_000)

    static func builder(priceDecimals: Int = 2, quantityDecimals: Int = 8) -> ViewModelBuilder {
        ViewModelBuilder(
            mode: .sim,
            instrument: Instrument(
                base: "ETH",
                quote: "USDT",
                priceUnit: DecimalUnit(decimals: priceDecimals),
                quantityUnit: DecimalUnit(decimals: quantityDecimals)
            ),
            identities: [
                VenueIdentity(name: "BINANCE", letter: "B"), VenueIdentity(name: "KRAKEN", letter: "K"),
            ]
        )
    }

    /// A trader that has taken a batch in.
    static func trader(_ build: (inout MarketBatch) -> Void) -> Trader {
        var trader = Trader(venueCount: 2, at: start)
        feed(&trader, build)
        return trader
    }

    static func feed(_ trader: inout Trader, at now: MonotonicTime = start, _ build: (inout MarketBatch) -> Void) {
        var batch = MarketBatch()
        build(&batch)
        var effects: [TraderEffect] = []
        trader.handle(batch, at: now, into: &effects)
    }

    @Test("Before anything is known there are the venues' names, and they are connecting")
    func initial() {
        let view = Self.builder().initial(wallTime: Self.wall)
        #expect(view.venues.map(\.name) == ["BINANCE", "KRAKEN"])
        #expect(view.venues.map(\.letter) == ["B", "K"])
        #expect(view.venues.allSatisfy { $0.state == .connecting && $0.ladder == LadderView() })
        #expect(view.instrument.name == "ETH-USDT")
        #expect(view.consumer == ConsumerView())
        #expect(view.wallTime == Self.wall)
        var builder = Self.builder()
        let first = builder.make(Self.trader { _ in }, at: Self.start, wallTime: Self.wall)
        #expect(first.venues.map(\.state) == view.venues.map(\.state))
    }

    @Test(
        "A state of the feed is the state on the screen",
        arguments: [
            (.connecting, .connecting), (.syncing, .syncing), (.live, .live), (.stale, .stale(age: .seconds(3))),
            (.resyncing(.gap(expected: 5, received: 9)), .resyncing(reason: "gap, want 5 got 9")),
            (.resyncing(.topMismatch), .resyncing(reason: "top differs from the venue's")),
            (.halted, .halted(reason: "market halted by the venue")),
        ] as [(FeedState, VenueState)]
    )
    func states(state: FeedState, shown: VenueState) {
        let trader = Self.trader { batch in
            batch.append(.heard(Self.venue, at: Self.start))
            batch.book(0, .snapshot, 1)
            batch.state(0, .live)
            batch.state(0, state)
        }
        var builder = Self.builder()
        let view = builder.make(trader, at: Self.start + .seconds(3), wallTime: Self.wall)
        #expect(view.venues[0].state == shown)
        #expect(view.venues[0].age == .seconds(3))
        #expect(view.venues[1].age == nil)
        #expect(view.liveVenueCount == (state.isLive ? 1 : 0))
    }

    @Test("An outage counts down to the next attempt, and up from what was last heard, over all attempts")
    func outage() {
        let retryAt = Self.start + .seconds(9)
        var trader = Self.trader { batch in
            batch.append(.heard(Self.venue, at: Self.start))
            batch.state(0, .down(.silence(.milliseconds(5_100)), attempt: 2, retryAt: retryAt))
        }
        var builder = Self.builder()
        func outage(after seconds: Int64) -> Outage? {
            let now = Self.start + .seconds(seconds)
            let view = builder.make(trader, at: now, wallTime: WallTime(nanoseconds: Self.wall.nanoseconds))
            guard case .down(let outage) = view.venues[0].state else { return nil }
            return outage
        }
        let first = outage(after: 5)
        #expect(first?.reason == "no message for 5.1 s")
        #expect(first?.attempt == 3)
        #expect(first?.elapsed == .seconds(5))
        #expect(first?.retryIn == .seconds(4))
        #expect(first?.since == WallTime(nanoseconds: Self.wall.nanoseconds - 5_000_000_000))
        #expect(outage(after: 8)?.retryIn == .seconds(1))
        #expect(outage(after: 12)?.retryIn == .zero)
        Self.feed(&trader) { $0.state(0, .connecting) }
        #expect(outage(after: 13)?.retryIn == nil)
        #expect(outage(after: 13)?.elapsed == .seconds(13))
    }

    @Test("Each venue shows its own five levels, and the consumer book those of the live ones with their parts")
    func ladders() {
        let bids = (0..<7).map { (Int64(100 - $0), Int64($0 + 1)) }
        var trader = Self.trader { batch in
            batch.book(0, .snapshot, 1, bids: bids, asks: [(102, 5)])
            batch.state(0, .live)
            batch.book(1, .snapshot, 1, bids: [(99, 10)], asks: [(101, 7), (102, 1)])
        }
        var builder = Self.builder()
        var view = builder.make(trader, at: Self.start, wallTime: Self.wall)
        #expect(view.venues[0].ladder.bids.count == 5)
        #expect(view.venues[0].ladder.bids[4]?.price == Price(units: 96))
        #expect(view.venues[1].ladder.asks[0]?.quantity == Quantity(units: 7))
        #expect(view.consumer.asks[0]?.price == Price(units: 102))
        Self.feed(&trader) { $0.state(1, .live) }
        view = builder.make(trader, at: Self.start, wallTime: Self.wall)
        let second = view.consumer.bids[1]
        #expect(second?.price == Price(units: 99))
        #expect(second?.total == Quantity(units: 12))
        #expect(second?.parts[VenueID(slot: 0)] == Quantity(units: 2))
        #expect(second?.parts[VenueID(slot: 1)] == Quantity(units: 10))
        #expect(view.consumer.asks.count == 2)
        #expect(view.consumer.crossedFor == nil)
    }

    @Test("A crossed consumer book shows since when")
    func crossed() {
        let trader = Self.trader { batch in
            batch.book(0, .snapshot, 1, bids: [(100, 1)], asks: [(110, 1)])
            batch.state(0, .live)
            batch.book(1, .snapshot, 1, bids: [(80, 1)], asks: [(90, 1)])
            batch.state(1, .live)
        }
        var builder = Self.builder()
        let view = builder.make(trader, at: Self.start + .seconds(2), wallTime: Self.wall)
        #expect(view.consumer.crossedFor == .seconds(2))
    }

    @Test("Messages a second are those of about the last second, and unknown for the first half")
    func rates() {
        var trader = Self.trader { _ in }
        var builder = Self.builder()
        var rates: [Int?] = []
        for frame in 0..<40 {
            let now = Self.start + .milliseconds(Int64(frame) * 100)
            // Ten messages a frame, and none in the last second.
            if frame < 30 {
                Self.feed(&trader, at: now) { batch in
                    for number in 0..<10 { batch.book(0, .delta, UInt64(number)) }
                }
            }
            rates.append(builder.make(trader, at: now, wallTime: Self.wall).venues[0].messagesPerSecond)
        }
        #expect(rates[0..<5].allSatisfy { $0 == nil })
        #expect(rates[5] == 100)
        #expect(rates[29] == 100)
        #expect(rates[34] == 50)
        #expect(rates[39] == 0)
        let quiet = builder.make(trader, at: Self.start + .seconds(9), wallTime: Self.wall).venues[1]
        #expect(quiet.messagesPerSecond == 0)
    }

    @Test(
        "Prices have as many decimals as the finest tick needs, quantities four or what the unit has",
        arguments: [
            ([], 4, 4), ([5], 4, 4), ([10], 4, 3), ([100], 4, 2), ([10_000], 4, 0), ([1_000_000], 4, 0),
            ([100, 10], 4, 3),
            ([10, 100], 4, 3), ([25], 2, 2),
        ] as [([Int64], Int, Int)]
    )
    func decimals(ticks: [Int64], unit: Int, decimals: Int) {
        let trader = Self.trader { batch in
            for (slot, tick) in ticks.enumerated() {
                let listing = VenueListing(tick: Price(units: tick), lot: Quantity(units: 1), minimumNotional: .zero)
                batch.append(.listing(VenueID(slot: slot), listing))
            }
        }
        var builder = Self.builder(priceDecimals: unit, quantityDecimals: 8)
        let format = builder.make(trader, at: Self.start, wallTime: Self.wall).instrument
        #expect(format.price.decimals == decimals)
        #expect(format.quantity.decimals == 4)
        var coarse = Self.builder(quantityDecimals: 1)
        #expect(coarse.make(trader, at: Self.start, wallTime: Self.wall).instrument.quantity.decimals == 1)
    }

    @Test(
        "The last trade shows whether the price rose, fell or stayed",
        arguments: [
            ([5], PriceMove.same), ([5, 6], .up), ([6, 5], .down), ([5, 6, 6], .same),
        ]
    )
    func trades(prices: [Int64], move: PriceMove) {
        let trader = Self.trader { batch in
            for price in prices { batch.trade(0, price: price, identifier: price) }
        }
        var builder = Self.builder()
        let trade = builder.make(trader, at: Self.start, wallTime: Self.wall).venues[0].lastTrade
        #expect(trade?.price.units == prices.last)
        #expect(trade?.move == move)
    }

    /// A venue's clock that is three seconds ahead of the console's calendar, known to ten milliseconds.
    private static let clock = ClockEstimate(
        origin: WallTime(nanoseconds: wall.nanoseconds - start.nanoseconds + 3_000_000_000),
        error: .milliseconds(10),
        measuredAt: start
    )

    @Test(
        "Latency is from the venue's stamp to our reading by the venue's own clock, and never below zero",
        arguments: [(20, 20), (0, 0), (-9, 0), (-10, 0), (-11, nil), (-5_000, nil)] as [(Int64, Int64?)]
    )
    func latency(truth: Int64, shown: Int64?) {
        let stamp = WallTime(nanoseconds: Self.clock.time(at: Self.start).nanoseconds - truth * 1_000_000)
        let trader = Self.trader { batch in
            batch.book(0, .snapshot, 1, exchangeTime: stamp, receiveTime: Self.start)
            let timing = FeedTiming(clock: Self.clock, median: .milliseconds(4), percentile99: .milliseconds(9))
            batch.append(.timing(Self.venue, timing))
            batch.book(1, .snapshot, 1, exchangeTime: stamp, receiveTime: Self.start)
        }
        var builder = Self.builder()
        let view = builder.make(trader, at: Self.start + .seconds(2), wallTime: Self.wall)
        #expect(view.venues[0].latency == shown.map { .milliseconds($0) })
        // A venue whose clock was not measured has no latency that could be shown.
        #expect(view.venues[1].latency == nil)
    }

    @Test(
        "The latest time that a venue can claim, and its largest number, are shown without a trap",
        arguments: [
            Int64.min, 0, 4_611_686_018_427_000_000, 8_999_999_999_999_000_000, .max,
        ]
    )
    func extremes(stamp: Int64) {
        let trader = Self.trader { batch in
            let time = WallTime(nanoseconds: stamp)
            batch.book(0, .snapshot, .max, exchangeTime: time, receiveTime: Self.start)
            let timing = FeedTiming(clock: Self.clock, median: nil, percentile99: nil)
            batch.append(.timing(Self.venue, timing))
        }
        var builder = Self.builder()
        let view = builder.make(trader, at: Self.start, wallTime: Self.wall)
        #expect(view.venues[0].latency.map { $0 >= .zero } ?? true)
        #expect(view.venues[0].sequence == nil)
    }

    @Test(
        "A venue's clock that shows anything at all has an offset that is told, or none, and never a trap",
        arguments: [(1_787_610_070_000_000_000, 3_000), (.min, nil), (-9_223_372_036_854_000_000, nil)]
            as [(Int64, Int64?)]
    )
    func clockOffset(origin: Int64, milliseconds: Int64?) {
        let trader = Self.trader { batch in
            let clock = ClockEstimate(
                origin: WallTime(nanoseconds: origin),
                error: .milliseconds(10),
                measuredAt: Self.start
            )
            batch.append(.timing(Self.venue, FeedTiming(clock: clock, median: nil, percentile99: nil)))
        }
        var builder = Self.builder()
        let view = builder.make(trader, at: Self.start, wallTime: Self.wall)
        #expect(view.venues[0].clockOffset == milliseconds.map { .milliseconds($0) })
        #expect(view.venues[1].clockOffset == nil)
    }

    @Test("Gaps and numbers are the trader's")
    func numbers() {
        let trader = Self.trader { batch in
            batch.book(0, .snapshot, 77)
            batch.state(0, .resyncing(.gap(expected: 1, received: 2)))
        }
        var builder = Self.builder()
        let venue = builder.make(trader, at: Self.start, wallTime: Self.wall).venues[0]
        #expect(venue.gaps == 1)
        #expect(venue.sequence == 77)
    }
}
