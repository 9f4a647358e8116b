import Books
import TestKit
import Testing

@testable import Strategy

/// What the venues say of our accounts, held against what we think.
@Suite("Trading: accounts")
struct AccountTests {
    @Test("Balances that are what the fills make them are no news, however often they are read")
    func equal() throws {
        var bench = try TradingBench.trading()
        bench.cross()
        for order in bench.submitted { bench.fill(order) }
        bench.pass(.seconds(2))
        for slot in 0..<2 {
            bench.tellAccount(slot)
            bench.tellAccount(slot)
        }
        #expect(bench.desk?.mode == .running)
        #expect(bench.desk?.paths.allSatisfy { $0.drift == nil } == true)
    }

    @Test("A difference that is still there at the second reading holds execution, until a person accepts it")
    func drift() throws {
        var bench = try TradingBench.trading()
        bench.balances[1].quote -= 1
        bench.tellAccount(1)
        #expect(bench.desk?.mode == .running)
        bench.pass(.seconds(1))
        bench.tellAccount(1)
        guard case .held(.drift, _)? = bench.desk?.mode else {
            Issue.record("the mode is \(String(describing: bench.desk?.mode))")
            return
        }
        bench.say(.run(nil))
        #expect(!bench.warnings.isEmpty && !bench.isGateOpen(0))
        bench.say(.acceptBalances)
        bench.tellAccount(1)
        bench.say(.run(nil))
        #expect(bench.desk?.mode == .running)
    }

    @Test("An order with our tag that we do not know is cancelled; one of somebody else is counted and left alone")
    func orphans() throws {
        var bench = try TradingBench.trading()
        let ours = ClientOrderID(epoch: 7, match: 3, leg: 0, attempt: 0, side: .buy, tags: OrderBench.Untagged())
        bench.tellAccount(0, orders: [order("1", ours), order("2", nil)])
        let cancels = bench.commands(0).compactMap { if case .cancel(let question) = $0 { question.id } else { nil } }
        #expect(cancels == [ours])
        #expect(bench.desk?.paths[0].foreignOrders == 1)
    }

    @Test("What a venue answers to the cancellation of an unknown order of ours leads to no further one")
    func orphanAnswers() throws {
        var bench = try TradingBench.trading()
        let ours = ClientOrderID(epoch: 7, match: 3, leg: 0, attempt: 0, side: .buy, tags: OrderBench.Untagged())
        let cancels = { (bench: TradingBench) in
            bench.history.count { effect in
                if case .command(_, .cancel(let question)) = effect { question.id == ours } else { false }
            }
        }
        bench.tellAccount(0, orders: [order("1", ours)])
        for _ in 0..<50 {
            bench.hear(.evidence(VenueID(slot: 0), ours, .acknowledged(venueOrderID: "1")))
            bench.hear(.evidence(VenueID(slot: 0), ours, .report(OrderReport(.new, cumulative: .zero))))
            bench.hear(.evidence(VenueID(slot: 0), ours, .report(OrderReport(.cancelled, cumulative: .zero))))
            bench.hear(
                .evidence(VenueID(slot: 0), ours, .cancelRejected(number: 1, OrderRefusal(.notFound, "unknown")))
            )
        }
        #expect(cancels(bench) == 1)
        // One that stands in the account all the same is cancelled once more, after a while.
        bench.pass(.seconds(3))
        bench.tellAccount(0, orders: [order("1", ours)])
        #expect(cancels(bench) == 2)
    }

    /// Kraken tells the last fifty fills again with each subscription, and these may reach back for hours.
    @Test("A fill that a venue tells again when its order is long forgotten makes no orphan of it")
    func forgotten() throws {
        var bench = try TradingBench.trading()
        bench.cross()
        let order = try #require(bench.submitted.first)
        for order in bench.submitted { bench.fill(order) }
        let trade = OrderBench.fill("T1", order.quantity.units, at: order.limit.units)
        bench.now = bench.now + .seconds(3_700)
        bench.pass(.seconds(1))
        #expect(bench.desk?.book.order(order.id) == nil)
        let position = bench.trader.inventory
        bench.tell(order, .acknowledged(venueOrderID: "V1"))
        bench.tell(order, .fill(trade))
        #expect(bench.trader.inventory == position)
        #expect(!bench.history.contains { if case .execution(.alarm(.orphan)) = $0 { true } else { false } })
        let asksForEnd = bench.commands(order.venue.slot).contains { if case .cancel = $0 { true } else { false } }
        #expect(!asksForEnd)
        // One that stands at the venue is looked after all the same.
        bench.tellAccount(order.venue.slot, orders: [self.order("V1", order.id)])
        #expect(bench.history.contains { if case .execution(.alarm(.orphan)) = $0 { true } else { false } })
    }

    @Test(
        "An account is read when the order path comes up, and again every half minute; a lost answer is asked for again"
    )
    func readings() throws {
        var bench = try TradingBench.trading()
        let readings = { (bench: TradingBench) in
            bench.commands(0).count { if case .reconcile = $0 { true } else { false } }
        }
        #expect(readings(bench) == 1)
        bench.pass(.seconds(31))
        #expect(readings(bench) == 2)
        bench.pass(.seconds(31))
        #expect(readings(bench) == 3)
    }

    @Test("While an order is in doubt at a venue its account is read every two minutes and no more")
    func readingsInDoubt() throws {
        var bench = try TradingBench.trading()
        bench.cross()
        let order = try #require(bench.submitted.first { $0.venue == VenueID(slot: 0) })
        bench.tell(order, .ambiguous(.disconnect))
        func readings(_ slot: Int) -> Int {
            bench.commands(slot).count { if case .reconcile = $0 { true } else { false } }
        }
        let before = (readings(0), readings(1))
        func pass(_ seconds: Int64) {
            for _ in 0..<seconds {
                bench.pass(.seconds(1))
                for slot in 0..<2 where bench.desk?.paths[slot].readAskedAt != nil { bench.tellAccount(slot) }
            }
        }
        pass(110)
        #expect(readings(0) == before.0 && readings(1) >= before.1 + 3)
        pass(20)
        #expect(readings(0) == before.0 + 1)
    }

    /// The deadline stood in the past from the moment at which the next reading was due, and the loop never slept.
    @Test("While a reading is on its way nobody is woken for the next one")
    func readingUnderWay() throws {
        var bench = try TradingBench.trading()
        bench.say(.kill(.person))
        for _ in 0..<60 {
            bench.pass(.milliseconds(100))
            let due = try #require(bench.desk?.deadline)
            #expect(due > bench.now)
        }
    }

    @Test("The venue's own switch is renewed every twenty seconds where there is one")
    func deadMansSwitch() throws {
        var bench = try TradingBench.trading()
        bench.pass(.seconds(60))
        let switches = { (slot: Int) in
            bench.commands(slot).count { $0 == .deadMansSwitch(.seconds(60)) }
        }
        #expect(switches(0) == 0)
        #expect((3...5).contains(switches(1)))
    }

    @Test("The switch is taken back while no order of ours can be open: it cancels what others have there, too")
    func switchOff() throws {
        var bench = try TradingBench.trading()
        func told(_ span: TimeSpan?) -> Int { bench.commands(1).count { $0 == .deadMansSwitch(span) } }
        bench.say(.gate(VenueID(slot: 0), .cancelOnly))
        bench.cross(by: 103)
        let orders = bench.submitted
        #expect(!orders.isEmpty)
        for order in orders { bench.tell(order, .acknowledged(venueOrderID: "V\(order.id.leg)")) }
        bench.say(.hold(nil))
        bench.pass(.seconds(1))
        #expect(told(nil) == 0, "an order is open")
        bench.fillAll()
        bench.pass(.milliseconds(100))
        #expect(told(nil) == 1)
        // Without an answer it is told again, less often.
        bench.pass(.seconds(30))
        #expect(told(nil) == 2)
        bench.hear(.deadMansSwitch(VenueID(slot: 1), nil))
        bench.pass(.seconds(60))
        #expect(told(nil) == 2)
        let before = told(.seconds(60))
        bench.say(.run(nil))
        bench.pass(.milliseconds(100))
        #expect(told(.seconds(60)) == before + 1)
        // A late word about the switch of before takes nothing back, and leaves nothing due.
        bench.hear(.deadMansSwitch(VenueID(slot: 1), nil))
        bench.pass(.milliseconds(100))
        #expect(bench.desk?.paths[1].hasSwitch == true)
        // In maintenance nothing of ours can stand: whoever comes back then must find what was left there.
        var batch = MarketBatch()
        batch.state(1, .halted)
        bench.take(batch)
        #expect(told(nil) == 3)
        bench.hear(.deadMansSwitch(VenueID(slot: 1), nil))
        for _ in 0..<300 {
            bench.pass(.milliseconds(100))
            #expect(try #require(bench.trader.deadline) > bench.now)
        }
    }

    @Test(
        "A word to forget the switch that is lost with the connection is said again over the next one, and at the end"
    )
    func switchOffAgain() throws {
        var bench = try TradingBench.trading()
        let venue = VenueID(slot: 1)
        func told() -> Int { bench.commands(1).count { $0 == .deadMansSwitch(nil) } }
        bench.say(.hold(nil))
        bench.pass(.milliseconds(100))
        #expect(told() == 1)
        bench.hear(.link(venue, .down(.silence(.seconds(3)), attempt: 1, retryAt: bench.now)))
        bench.hear(.link(venue, .ready))
        bench.pass(.milliseconds(100))
        #expect(told() == 2)
        bench.say(.stop)
        #expect(told() == 3 && !bench.effects.contains(.stopped))
        bench.hear(.deadMansSwitch(venue, nil))
        #expect(bench.effects.contains(.stopped))
    }

    @Test("Where a person goes on without fills nothing goes there before the balances agree, or are taken as they are")
    func givenUp() throws {
        var bench = try TradingBench.trading()
        bench.cross(by: 103)
        let order = try #require(bench.submitted.first)
        let slot = order.venue.slot
        bench.tell(order, .acknowledged(venueOrderID: "V"))
        bench.tell(order, .report(OrderReport(.filled, cumulative: order.quantity)))
        #expect(!bench.isGateOpen(slot))
        bench.pass(.seconds(31))
        bench.say(.gate(order.venue, .resume))
        #expect(bench.warnings.contains { $0.contains("goes on without") } && !bench.isGateOpen(slot))
        bench.balances[slot].base += Int128(order.quantity.units) * 100_000_000
        for _ in 0..<2 {
            bench.pass(.seconds(1))
            bench.tellAccount(slot)
            #expect(!bench.isGateOpen(slot))
        }
        #expect(bench.desk?.paths[slot].drift != nil && bench.desk?.mode.isHeld == true)
        bench.say(.acceptBalances)
        bench.say(.run(nil))
        #expect(bench.isGateOpen(slot))
    }

    @Test("A difference of balances that was seen before an order traded is not the first look at the next one")
    func driftAnew() throws {
        var bench = try TradingBench.trading()
        let step: Int128 = 1_000_000_000_000
        bench.balances[0].base += step
        bench.pass(.seconds(30))
        bench.tellAccount(0)
        bench.cross(by: 103)
        let order = try #require(bench.submitted.first)
        try #require(order.venue == VenueID(slot: 0))
        bench.pass(.milliseconds(100))
        bench.tellAccount(0)
        bench.balances[0].base -= step
        bench.fill(order)
        bench.balances[0].base += 2 * step
        bench.pass(.milliseconds(100))
        bench.tellAccount(0)
        #expect(bench.desk?.mode.isRunning == true && bench.desk?.paths[0].drift == nil)
        bench.balances[0].base -= 2 * step
        bench.pass(.seconds(1))
        bench.tellAccount(0)
        #expect(bench.desk?.mode.isRunning == true && bench.isGateOpen(0))
    }

    @Test("After a step nothing is due, however long an account is not answered: nobody has to ask again and again")
    func noSpin() throws {
        var bench = try TradingBench.trading()
        bench.say(.kill(.person))
        for _ in 0..<120 {
            bench.pass(.milliseconds(100))
            let deadline = try #require(bench.trader.deadline)
            #expect(deadline > bench.now)
        }
    }

    private func order(_ name: String, _ id: ClientOrderID?) -> VenueOrder {
        VenueOrder(
            venueOrderID: name,
            id: id,
            side: .buy,
            limit: Price(units: 900_000),
            quantity: Quantity(units: 100),
            cumulative: .zero
        )
    }
}
