import Books
import TestKit
import Testing

@testable import Strategy

/// From a quote that the market reaches to the fill that is ours, through everything that may forbid it.
@Suite("Trading: from a crossing to a position")
struct TradingTests {
    @Test("What crosses is sent, filled, and then it is in the position, the quote and the report")
    func fills() throws {
        var bench = try TradingBench.trading()
        let quote = try #require(bench.trader.traderBook.bestOpen(.bid))
        bench.cross()
        let orders = bench.submitted
        #expect(!orders.isEmpty)
        #expect(orders.allSatisfy { $0.side == .buy && $0.limit <= quote.price })
        #expect(bench.trader.traderBook.quote(quote.id)?.state == .working)
        for order in orders { bench.fill(order) }
        let filled = orders.reduce(Int64(0)) { $0 + $1.quantity.units }
        #expect(bench.trader.inventory == Quantity(units: filled))
        let ended = bench.history.contains {
            if case .execution(.ended(let report)) = $0 { report.phase == .done } else { false }
        }
        #expect(ended)
    }

    @Test("What the market has reached is executed before the strategy may step back, whenever it may quote again")
    func beforeRequoting() throws {
        for wait in 0..<12 {
            var bench = try TradingBench.trading()
            bench.pass(.milliseconds(Int64(wait) * 100))
            bench.cross()
            #expect(!bench.submitted.isEmpty, "after \(wait) tenths of a second")
        }
    }

    @Test("Nothing is sent before the order path is up and the account is read", arguments: [0, 1, 2])
    func notReady(known: Int) throws {
        var bench = try TradingBench()
        if known >= 1 { bench.hear(.link(VenueID(slot: 0), .ready)) }
        if known >= 2 { bench.hear(.link(VenueID(slot: 1), .ready)) }
        bench.pass(.seconds(8))
        bench.say(.strategyOn)
        bench.cross()
        #expect(bench.everSubmitted.isEmpty)
        #expect(!bench.isGateOpen(0) && !bench.isGateOpen(1))
    }

    @Test("A venue whose order path is down is not sent to, and the other goes on")
    func oneVenue() throws {
        var bench = try TradingBench.trading()
        bench.hear(.link(VenueID(slot: 1), .down(.silence(.seconds(5)), attempt: 1, retryAt: bench.now)))
        #expect(!bench.isGateOpen(1) && bench.isGateOpen(0))
        bench.cross()
        #expect(!bench.submitted.isEmpty)
        #expect(bench.submitted.allSatisfy { $0.venue == VenueID(slot: 0) })
    }

    @Test("While the journal cannot be written nothing is sent, and it stays so until a person lets it run")
    func journal() throws {
        var bench = try TradingBench.trading()
        bench.say(.journal(failure: "no space"))
        #expect(!bench.isGateOpen(0) && !bench.isGateOpen(1))
        bench.cross()
        #expect(bench.everSubmitted.isEmpty)
        bench.say(.run(nil))
        #expect(bench.warnings.contains { $0.contains("no space") })
        bench.say(.journal(failure: nil))
        bench.move(to: bench.mid)
        #expect(bench.everSubmitted.isEmpty)
        bench.say(.run(nil))
        bench.pass(.seconds(1))
        bench.cross()
        #expect(!bench.everSubmitted.isEmpty)
    }

    @Test("A console whose orders cost money sends nothing until it is armed")
    func arming() throws {
        var bench = try TradingBench(needsArming: true)
        bench.connect(0)
        bench.connect(1)
        bench.pass(.seconds(8))
        bench.say(.strategyOn)
        bench.cross()
        #expect(bench.everSubmitted.isEmpty && !bench.isGateOpen(0))
        bench.say(.arm(true))
        bench.pass(.seconds(1))
        bench.cross()
        #expect(!bench.everSubmitted.isEmpty)
        bench.say(.arm(false))
        #expect(!bench.isGateOpen(0))
    }

    @Test("A session that has lost as much as it may only makes its position smaller, and a person ends that")
    func loss() throws {
        var limits = RiskLimits()
        limits.loss = 1
        var bench = try TradingBench.trading(limits: limits)
        bench.cross()
        bench.fillAll()
        // Slowly, so that it is no volatility halt: what was bought is worth less and less.
        for _ in 0..<40 {
            bench.mid -= 400
            bench.pass(.seconds(1))
            bench.fillAll()
        }
        guard case .reducing(.loss, _)? = bench.desk?.mode else {
            Issue.record("the mode is \(String(describing: bench.desk?.mode))")
            return
        }
        // Out of the position, though the loss is beyond its limit.
        let held = bench.trader.inventory
        #expect(held > .zero)
        bench.pass(.seconds(1))
        #expect(bench.trader.traderBook.bids.isEmpty && !bench.trader.traderBook.asks.isEmpty)
        for _ in 0..<12 {
            bench.rise()
            #expect(bench.submitted.allSatisfy { $0.side == .sell })
            bench.fillAll()
            bench.pass(.seconds(2))
        }
        #expect(bench.trader.inventory < held && bench.trader.inventory >= .zero)
        bench.say(.run(nil))
        #expect(bench.desk?.mode == .running)
    }
}
