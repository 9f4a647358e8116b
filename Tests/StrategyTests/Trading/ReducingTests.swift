import Books
import TestKit
import Testing

@testable import Strategy

/// The mode in which the position may only become smaller.
@Suite("Trading: only smaller positions")
struct ReducingTests {
    /// A console that holds something, and nothing is open.
    private static func long() throws -> TradingBench {
        var bench = try TradingBench.trading()
        bench.cross()
        bench.fillAll()
        try #require(bench.trader.inventory > .zero)
        bench.pass(.seconds(2))
        return bench
    }

    @Test(
        "From running it begins at once: what works is cancelled, only the side that reduces is quoted, no more than held"
    )
    func begins() throws {
        var bench = try TradingBench.trading()
        bench.cross()
        let orders = bench.submitted
        let order = try #require(orders.first)
        for order in orders { bench.tell(order, .sendStarted) }
        bench.say(.reduce(fromHold: false))
        #expect(bench.desk?.mode.isReducing == true)
        #expect(bench.isGateOpen(0) && bench.isGateOpen(1))
        #expect(Set(bench.cancelled) == Set(orders.map(\.id)))
        #expect(bench.trader.traderBook.asks.isEmpty)
        // What is in flight is followed, and its fill is booked.
        bench.fill(order)
        for order in orders.dropFirst() { bench.tell(order, .report(OrderReport(.cancelled, cumulative: .zero))) }
        #expect(bench.trader.inventory == order.quantity)
        bench.pass(.seconds(2))
        let book = bench.trader.traderBook
        #expect(book.bids.isEmpty && !book.asks.isEmpty)
        #expect(book.asks.reduce(0) { $0 + $1.quantity.units } <= order.quantity.units)
    }

    @Test("A position is sold down to nothing and never turned around; then nothing is quoted, and the reason is told")
    func sellsOut() throws {
        var bench = try Self.long()
        let held = bench.trader.inventory
        let before = bench.everSubmitted.count
        bench.say(.reduce(fromHold: false))
        var last = held
        for _ in 0..<40 {
            bench.pass(.seconds(1))
            bench.rise()
            #expect(bench.submitted.allSatisfy { $0.side == .sell })
            bench.fillAll()
            #expect(bench.trader.inventory <= last && bench.trader.inventory >= .zero)
            last = bench.trader.inventory
        }
        #expect(bench.everSubmitted.count > before)
        // Less than the smallest order is left.
        #expect(last.units * bench.mid < 5_000_000 && last < held)
        bench.pass(.seconds(2))
        #expect(bench.trader.traderBook.isEmpty)
        #expect(bench.trader.strategyView(at: bench.now)?.state == .nothingToReduce)
        bench.say(.run(nil))
        bench.pass(.seconds(2))
        #expect(!bench.trader.traderBook.bids.isEmpty && !bench.trader.traderBook.asks.isEmpty)
    }

    @Test("Without a position nothing is quoted and nothing is sent")
    func flat() throws {
        var bench = try TradingBench.trading()
        bench.say(.reduce(fromHold: false))
        for _ in 0..<5 {
            bench.pass(.seconds(1))
            bench.cross()
            #expect(bench.trader.traderBook.isEmpty)
        }
        #expect(bench.everSubmitted.isEmpty)
    }

    @Test("From a hold it needs a yes, which opens the gate; a kill is left by no other way than :rearm")
    func fromHold() throws {
        var bench = try Self.long()
        bench.say(.hold(nil))
        bench.say(.reduce(fromHold: false))
        #expect(bench.desk?.mode.isHeld == true && !bench.warnings.isEmpty)
        bench.say(.reduce(fromHold: true))
        #expect(bench.desk?.mode.isReducing == true)
        #expect(bench.isGateOpen(0))
        bench.say(.hold(nil))
        #expect(bench.desk?.mode.isHeld == true && !bench.isGateOpen(0))
        bench.say(.journal(failure: "no space"))
        bench.say(.reduce(fromHold: true))
        #expect(bench.desk?.mode.isHeld == true && !bench.warnings.isEmpty)
        bench.say(.kill(.person))
        bench.say(.reduce(fromHold: true))
        #expect(bench.desk?.mode.isKilled == true && !bench.warnings.isEmpty)
    }

    @Test("An order that would add to the position is refused by its own code, and that is told")
    func refused() throws {
        var bench = try Self.long()
        bench.say(.reduce(fromHold: false))
        bench.pass(.seconds(1))
        // A quote on the wrong side, which the strategy never makes.
        var wanted = QuoteSet()
        wanted.bids = [PriceLevel(price: Price(units: bench.mid - 200), quantity: Quantity(units: 100))]
        bench.trader.traderBook.replace(with: wanted, from: BookVersions())
        bench.cross()
        let codes = bench.effects.compactMap { effect -> [RiskCode]? in
            if case .execution(.denied(_, let refusals)) = effect { refusals.map(\.code) } else { nil }
        }
        #expect(bench.submitted.isEmpty)
        #expect(!codes.isEmpty && codes.allSatisfy { $0 == [.notReducing] })
    }

    @Test("Of a quote that is larger than the position only the position is executed")
    func bounded() throws {
        var bench = try Self.long()
        let held = bench.trader.inventory
        bench.say(.reduce(fromHold: false))
        var wanted = QuoteSet()
        wanted.asks = [PriceLevel(price: Price(units: bench.mid + 200), quantity: Quantity(units: held.units * 3))]
        bench.trader.traderBook.replace(with: wanted, from: BookVersions())
        bench.rise()
        let sold = bench.submitted.reduce(Int64(0)) { $0 + $1.quantity.units }
        #expect(sold > 0 && sold <= held.units)
    }

    @Test("What is kept of a quote set makes an inventory smaller, and no more of it than there is")
    func keeps() {
        let rules = VenueListing(
            tick: Price(units: 1),
            lot: Quantity(units: 10),
            minimumNotional: Notional(units: 5_000)
        )
        func set() -> QuoteSet {
            var set = QuoteSet()
            set.bids = [(99, 40), (98, 60)].map { PriceLevel(price: Price(units: $0), quantity: Quantity(units: $1)) }
            set.asks = [(101, 70), (102, 80)].map { PriceLevel(price: Price(units: $0), quantity: Quantity(units: $1)) }
            return set
        }
        func kept(_ inventory: Int64) -> [[Int64]] {
            var set = set()
            set.keepReducing(Quantity(units: inventory), rules)
            return [set.bids.map(\.quantity.units), set.asks.map(\.quantity.units)]
        }
        #expect(kept(0) == [[], []])
        #expect(kept(1_000) == [[], [70, 80]])
        #expect(kept(125) == [[], [70, 50]])
        #expect(kept(119) == [[], [70]])
        #expect(kept(55) == [[], [50]])
        #expect(kept(30) == [[], []])
        // A purchase of 40 at 99 is less than the smallest order, and leaves its room to the next.
        #expect(kept(-95) == [[60], []])
        #expect(kept(.min) == [[60], []])
    }

    @Test("Whatever is open, an order that counts as reducing leaves no outcome with a larger position or another sign")
    func law() {
        forEachSeed(1...20_000) { seed, generator in
            let position = Int128(generator.pick(-1_000...1_000))
            let open = (0..<generator.pick(0...4)).map { _ in Int128(generator.pick(-400...400)) }
            let buys = open.filter { $0 > 0 }.reduce(0, +)
            let sells = open.filter { $0 < 0 }.reduce(0, +)
            let exposure = Exposure(
                position: position,
                longest: position + buys,
                shortest: position + sells,
                openNotional: 0,
                openOrders: open.count,
                profit: 0
            )
            let side = generator.oneIn(2) ? OrderSide.buy : .sell
            let amount = Int128(generator.pick(-10...600))
            let isReduced = exposure.isReduced(by: side, amount)
            // Every outcome of all others: each fills or does not.
            let outcomes = (0..<1 << open.count).map { choice in
                open.enumerated().reduce(position) { choice >> $1.offset & 1 == 1 ? $0 + $1.element : $0 }
            }
            let signed = side == .buy ? amount : -amount
            let isSmaller =
                amount > 0
                && outcomes.allSatisfy { before in
                    let after = before + signed
                    return abs(after) < abs(before) && (after == 0 || (after > 0) == (before > 0))
                }
            #expect(isReduced == isSmaller, "seed \(seed): \(position), \(open), \(signed)")
        }
    }
}
