import Books
import Strategy
import TUI
import TestKit
import Testing

@testable import Runtime

/// What frames say about our own orders.
@Suite("Orders in the view model")
struct OrderViewTests {
    private struct Untagged: OrderTagging {
        func tag(_ digits: [UInt8]) -> UInt32 { 7 }
    }

    private typealias Base = ViewModelBuilderTests

    private static let instrument = Instrument(
        base: "ETH",
        quote: "USDT",
        priceUnit: DecimalUnit(decimals: 2),
        quantityUnit: DecimalUnit(decimals: 8)
    )

    private static func request(
        _ side: OrderSide,
        limit: Int64,
        _ quantity: Int64 = 100,
        match: UInt64 = 1,
        at slot: Int = 0
    ) -> OrderRequest {
        OrderRequest(
            id: ClientOrderID(epoch: 1, match: match, leg: UInt8(slot), attempt: 0, side: side, tags: Untagged()),
            venue: VenueID(slot: slot),
            side: side,
            limit: Price(units: limit),
            quantity: Quantity(units: quantity),
            expiresAt: Base.start
        )
    }

    private static func ladder() -> LadderView {
        func levels(_ prices: [Int64]) -> FiveLevels<LevelView> {
            FiveLevels(prices.map { LevelView(price: Price(units: $0), quantity: Quantity(units: 9)) })
        }
        return LadderView(asks: levels([110, 112, 114]), bids: levels([108, 106, 104]))
    }

    @Test(
        "An order is marked at its limit, or at the last level of the other side that it takes something from",
        arguments: [
            (.buy, 106, nil, 1), (.buy, 107, nil, nil), (.buy, 110, 0, nil), (.buy, 113, 1, nil), (.buy, 999, 2, nil),
            (.sell, 112, 1, nil), (.sell, 111, nil, nil), (.sell, 108, nil, 0), (.sell, 105, nil, 1),
            (.sell, 1, nil, 2), (.buy, 1, nil, nil), (.sell, 999, nil, nil),
        ] as [(OrderSide, Int64, Int?, Int?)]
    )
    func marks(side: OrderSide, limit: Int64, ask: Int?, bid: Int?) {
        var ladder = Self.ladder()
        for _ in 0..<2 { ladder.mark(Self.request(side, limit: limit), Quantity(units: 30)) }
        for depth in 0..<3 {
            #expect(ladder.asks[depth]?.own == Quantity(units: depth == ask ? 60 : 0))
            #expect(ladder.bids[depth]?.own == Quantity(units: depth == bid ? 60 : 0))
        }
    }

    @Test(
        "An order takes no more levels than it needs",
        arguments: [(1, 0), (9, 0), (10, 1), (18, 1), (19, 2), (99, 2)]
    )
    func needs(rest: Int64, depth: Int) {
        for side in [OrderSide.buy, .sell] {
            var ladder = Self.ladder()
            ladder.mark(Self.request(side, limit: side == .buy ? 114 : 104), Quantity(units: rest))
            let levels = side == .buy ? ladder.asks : ladder.bids
            #expect((0..<3).map { levels[$0]?.own.units } == (0..<3).map { $0 == depth ? rest : 0 })
        }
    }

    /// A trader that has taken up orders of an earlier start.
    private static func trader(_ orders: [(OrderRequest, [OrderEvidence])]) -> Trader {
        var settings = ExecutionSettings(
            instrument: instrument,
            configuration: ExecutionConfiguration(epoch: 2, fences: [.receiveWindow, .engineDeadline]),
            fees: [.basisPoints(1), .basisPoints(1)],
            budgets: (0..<2).map { _ in
                TokenBucket(capacity: 1_000, perSecondThousandths: 100_000, at: MonotonicTime(nanoseconds: 0))
            },
            bookAges: [.seconds(1), .seconds(1)],
            hasDeadMansSwitch: [false, false],
            tags: Untagged(),
            wallTime: Base.wall
        )
        settings.recovered = RecoveredState(
            orders: orders.map { RecoveredOrder(request: $0, fencePassesAt: Base.start, evidence: $1) },
            ledger: Ledger(instrument, venueCount: 2),
            openings: [nil, nil],
            readSince: nil
        )
        let strategy = StrategySettings(instrument: instrument, seed: 1)
        var trader = Trader(venueCount: 2, at: Base.start, strategy: strategy, execution: settings)
        Base.feed(&trader) { batch in
            batch.book(0, .snapshot, 1, bids: [(108, 9), (106, 9)], asks: [(110, 9)])
            batch.state(0, .live)
        }
        return trader
    }

    @Test("What may still trade is marked in the venue's book, an ended order is not")
    func own() {
        let ended = OrderEvidence.report(OrderReport(.expired, cumulative: .zero))
        let trader = Self.trader([
            (Self.request(.buy, limit: 106, 70), [.sendStarted]),
            (Self.request(.buy, limit: 108, 50, match: 2), [.sendStarted, ended]),
        ])
        var builder = Base.builder()
        let view = builder.make(trader, at: Base.start, wallTime: Base.wall)
        #expect(view.venues[0].ladder.bids[1]?.own == Quantity(units: 70))
        #expect(view.venues[0].ladder.bids[0]?.own == .zero)
        #expect(view.orders.map(\.phase) == [.unknown, .cancelled])
    }

    @Test("An order that nobody knows the end of stays in sight, however many matches come after it")
    func unknownStays() {
        let ended = OrderEvidence.report(OrderReport(.expired, cumulative: .zero))
        let trader = Self.trader(
            (1...300).map { match in
                let evidence: [OrderEvidence] = match == 1 ? [.sendStarted] : [.sendStarted, ended]
                return (Self.request(.buy, limit: 106, match: UInt64(match)), evidence)
            }
        )
        var builder = Base.builder()
        let view = builder.make(trader, at: Base.start, wallTime: Base.wall)
        #expect(view.orders.first?.phase == .unknown)
        #expect(view.orders.count == 101, "and the last hundred that have ended")
        #expect(view.parents.contains { $0.identifier == view.orders.first?.parent })
    }

    @Test("Where doubts close every venue, the time runs from the doubt")
    func closedByDoubt() {
        var trader = Self.trader(
            [0, 1].map { slot in
                (Self.request(.buy, limit: 106, match: UInt64(slot + 1), at: slot), [.sendStarted])
            }
        )
        Base.feed(&trader) { batch in
            batch.book(1, .snapshot, 1, bids: [(108, 9)], asks: [(110, 9)])
            batch.state(1, .live)
        }
        var effects: [TraderEffect] = []
        for slot in 0..<2 { trader.handle(.link(VenueID(slot: slot), .ready), at: Base.start, into: &effects) }
        var builder = Base.builder()
        let now = Base.start + .seconds(3)
        let view = builder.make(trader, at: now, wallTime: Base.wall)
        guard case .hold(let hold) = view.execution else {
            Issue.record("not held but \(view.execution)")
            return
        }
        #expect(hold.elapsed == .seconds(3))
    }

    @Test("A venue cancels if the console dies for as long as its own switch has not gone off")
    func cover() {
        var trader = Self.trader([])
        var effects: [TraderEffect] = []
        trader.handle(.link(VenueID(slot: 0), .ready), at: Base.start, into: &effects)
        let end = Base.start + .seconds(60)
        trader.handle(.deadMansSwitch(VenueID(slot: 0), end), at: Base.start, into: &effects)
        var builder = Base.builder()
        let covered = builder.make(trader, at: Base.start + .seconds(59), wallTime: Base.wall)
        #expect(covered.venues[0].deadMansSwitch == .venue)
        let late = builder.make(trader, at: end, wallTime: Base.wall)
        #expect(late.venues[0].deadMansSwitch == DeadMansSwitch.none)
    }

    @Test("While no venue takes orders nobody has to let them run again; a hold that somebody asked for waits")
    func endsByItself() {
        var trader = Self.trader([])
        var builder = Base.builder()
        func hold() -> HoldView? {
            guard case .hold(let hold) = builder.make(trader, at: Base.start, wallTime: Base.wall).execution else {
                return nil
            }
            return hold
        }
        let byItself = hold()
        #expect(byItself?.endsByItself == true)
        var effects: [TraderEffect] = []
        trader.handle(.hold(nil), at: Base.start, into: &effects)
        let asked = hold()
        #expect(asked?.endsByItself == false)
        #expect(asked?.cause == "operator")
    }
}
