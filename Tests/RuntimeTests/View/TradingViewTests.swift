import Books
import Runtime
import Strategy
import TUI
import TestKit
import Testing

/// What frames say about the market's last minute, the connections and the strategy.
@Suite("The view model over time")
struct TradingViewTests {
    private typealias Base = ViewModelBuilderTests

    @Test("The minute has a sample a second, and a crossed book is timed")
    func minute() {
        var trader = Base.trader { batch in
            batch.book(0, .snapshot, 1, bids: [(100, 1)], asks: [(110, 1)])
            batch.state(0, .live)
        }
        var builder = Base.builder()
        var view = builder.make(trader, at: Base.start, wallTime: Base.wall)
        for tenth in 1...900 {
            if tenth == 800 {
                Base.feed(&trader) { batch in
                    batch.book(1, .snapshot, 1, bids: [(80, 1)], asks: [(90, 1)])
                    batch.state(1, .live)
                }
            }
            view = builder.make(trader, at: Base.start + .milliseconds(Int64(tenth) * 100), wallTime: Base.wall)
        }
        #expect(view.consumer.history.samples.count == 60)
        #expect(view.consumer.history.samples.first??.spread == 10)
        #expect(view.consumer.history.samples.last??.spread == -10)
        #expect(view.consumer.crossedTotal == .seconds(10))
        #expect(view.consumer.lockedTotal == .zero)
        #expect(view.uptime == .seconds(90))
    }

    @Test("A venue that leaves the consumer book says since when, and its new connections are counted")
    func connections() {
        var builder = Base.builder()
        var trader = Base.trader { $0.state(0, .connecting) }
        func note(_ state: FeedState, after seconds: Int64) {
            let wall = WallTime(nanoseconds: Base.wall.nanoseconds + seconds * 1_000_000_000)
            _ = builder.note(state, of: Base.venue, at: Base.start, wallTime: wall)
        }
        note(.connecting, after: 0)
        note(.live, after: 1)
        #expect(builder.make(trader, at: Base.start, wallTime: Base.wall).venues[0].removedAt == nil)
        note(.stale, after: 5)
        note(.down(.silence(.seconds(5)), attempt: 0, retryAt: Base.start), after: 8)
        note(.connecting, after: 9)
        let venue = builder.make(trader, at: Base.start, wallTime: Base.wall).venues[0]
        #expect(venue.removedAt == WallTime(nanoseconds: Base.wall.nanoseconds + 5_000_000_000))
        #expect(venue.tries == 1)
        note(.live, after: 10)
        Base.feed(&trader) { $0.state(0, .live) }
        #expect(builder.make(trader, at: Base.start, wallTime: Base.wall).venues[0].removedAt == nil)
    }

    @Test("Without a strategy there is none on the screen, with one it is off and its parameters can be typed")
    func strategy() {
        var builder = Base.builder()
        let bare = builder.make(Base.trader { _ in }, at: Base.start, wallTime: Base.wall)
        #expect(bare.trader == TraderView())
        #expect(bare.parameters.isEmpty)
        let instrument = Instrument(
            base: "ETH",
            quote: "USDT",
            priceUnit: DecimalUnit(decimals: 2),
            quantityUnit: DecimalUnit(decimals: 8)
        )
        let trader = Trader(
            venueCount: 2,
            at: Base.start,
            strategy: StrategySettings(instrument: instrument, seed: 1)
        )
        let view = builder.make(trader, at: Base.start, wallTime: Base.wall)
        #expect(view.trader.strategy.state == .off)
        #expect(!view.trader.strategy.isOn)
        #expect(view.parameters.map(\.name) == QuotingParameters.names)
        #expect(view.parameters.allSatisfy { !$0.value.isEmpty })
    }

    @Test("What a person asks for on the screen reaches the trader where the trader has it")
    func commands() {
        let venue = VenueID(slot: 1)
        #expect(OperatorCommand(.startStrategy) == .strategyOn)
        #expect(OperatorCommand(.stopStrategy) == .strategyOff)
        #expect(OperatorCommand(.reconnect(venue)) == .reconnect(venue))
        #expect(OperatorCommand(.set(parameter: "edge", value: "1")) == .set(name: "edge", value: "1"))
        #expect(OperatorCommand(.quit) == nil)
    }
}
