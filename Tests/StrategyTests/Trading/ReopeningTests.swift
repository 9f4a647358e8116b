import Books
import TestKit
import Testing

@testable import Strategy

/// From a venue that was closed to one that is open.
@Suite("Trading: reopening")
struct ReopeningTests {
    private let first = VenueID(slot: 0)

    /// The first venue held by a person, the other one taking nothing.
    private func held() throws -> TradingBench {
        var bench = try TradingBench.trading()
        bench.say(.gate(VenueID(slot: 1), .cancelOnly))
        bench.say(.hold(first))
        return bench
    }

    /// Lets the venue get its first order.
    private func trial(_ bench: inout TradingBench) throws -> OrderRequest {
        bench.pass(.milliseconds(100))
        bench.tellAccount(0)
        #expect(bench.isGateOpen(0))
        bench.cross()
        #expect(bench.submitted.count == 1)
        let order = try #require(bench.submitted.first)
        #expect(order.quantity.units <= 6)
        return order
    }

    @Test("The key for all venues opens one that was held by way of its account and one small order")
    func runAll() throws {
        var bench = try held()
        bench.say(.hold(nil))
        bench.say(.run(nil))
        #expect(bench.desk?.paths[0].gate == .reopening && !bench.isGateOpen(0))
        #expect(bench.effects.contains(.venueGateChanged(first, .reopening)))
        let order = try trial(&bench)
        bench.fill(order)
        #expect(bench.desk?.paths[0].gate == .open)
    }

    @Test("An order of before the hold opens nothing, however well it ends")
    func oldOrder() throws {
        var bench = try TradingBench.trading()
        bench.say(.gate(VenueID(slot: 1), .cancelOnly))
        bench.cross(by: 103)
        let old = try #require(bench.submitted.first)
        bench.tell(old, .sendStarted)
        bench.tell(old, .acknowledged(venueOrderID: "V"))
        bench.say(.hold(first))
        bench.say(.gate(first, .resume))
        bench.tell(old, .report(OrderReport(.cancelled, cumulative: .zero)))
        #expect(bench.desk?.paths[0].gate == .reopening)
        bench.fill(try trial(&bench))
        #expect(bench.desk?.paths[0].gate == .open)
    }

    @Test(
        "A first order that is refused, or was in doubt, opens nothing and lets the next one wait",
        arguments: [true, false]
    )
    func badTrial(isRefused: Bool) throws {
        var bench = try held()
        bench.say(.gate(first, .resume))
        let order = try trial(&bench)
        bench.tell(order, .sendStarted)
        if isRefused {
            bench.tell(order, .rejected(OrderRefusal(.other, "no")))
        } else {
            bench.tell(order, .ambiguous(.disconnect))
            bench.tell(order, .report(OrderReport(.expired, cumulative: .zero)))
        }
        #expect(bench.desk?.paths[0].gate == .reopening && bench.desk?.paths[0].breakerOpenUntil != nil)
        #expect(bench.warnings.contains { $0.contains("did not end well") })
        for step in 0..<100 where bench.everSubmitted.last == order {
            bench.pass(.milliseconds(100))
            if step % 20 == 19 { bench.cross(by: 103) }
        }
        let next = try #require(bench.everSubmitted.last)
        #expect(next.id != order.id)
        bench.fill(next)
        #expect(bench.desk?.paths[0].gate == .open)
    }

    @Test("Of several quotes that are crossed in one step only one gets an order on trial")
    func oneTrial() throws {
        var bench = try held()
        bench.say(.gate(first, .resume))
        _ = try trial(&bench)
        bench.pass(.seconds(1))
        bench.cross()
        #expect(bench.submitted.isEmpty)
    }

    @Test(
        "The gate closes in the step in which the book is lost, and in which the venues come apart",
        arguments: [true, false]
    )
    func market(isLost: Bool) throws {
        var bench = try TradingBench.trading()
        #expect(bench.isGateOpen(0))
        var batch = MarketBatch()
        if isLost {
            batch.state(0, .resyncing(.gap(expected: 1, received: 3)))
        } else {
            batch.append(.heard(first, at: bench.now))
            batch.book(0, .snapshot, 99_999, bids: [(2_000_000, 500)], asks: [(2_000_100, 500)])
        }
        bench.take(batch)
        #expect(!bench.isGateOpen(0) && bench.isGateOpen(1) == isLost)
    }

    @Test("Balances that differ at the first look keep the venue closed until a second one agrees")
    func comparison() throws {
        var bench = try TradingBench.trading()
        bench.hear(.link(first, .down(.silence(.seconds(3)), attempt: 1, retryAt: bench.now)))
        bench.hear(.link(first, .ready))
        bench.balances[0].base += 1_000_000_000_000
        bench.pass(.milliseconds(100))
        bench.tellAccount(0)
        #expect(bench.desk?.paths[0].isReconciled == true && !bench.isGateOpen(0) && bench.desk?.mode.isRunning == true)
        bench.balances[0].base -= 1_000_000_000_000
        bench.pass(.seconds(1))
        bench.tellAccount(0)
        #expect(bench.isGateOpen(0))
    }
}
