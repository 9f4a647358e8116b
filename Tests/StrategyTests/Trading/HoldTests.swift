import Books
import TestKit
import Testing

@testable import Strategy

/// Hold, kill and the states of one venue: what lowers risk works always and at once, what raises it only when it may.
@Suite("Trading: hold, kill, venue states")
struct HoldTests {
    @Test("A hold closes the last gate, cancels what works and sends nothing; fills that still come are booked")
    func hold() throws {
        var bench = try TradingBench.trading()
        bench.cross()
        let order = try #require(bench.submitted.first)
        bench.tell(order, .sendStarted)
        bench.say(.hold(nil))
        #expect(!bench.isGateOpen(0) && !bench.isGateOpen(1))
        #expect(bench.cancelled.contains(order.id))
        #expect(bench.desk?.book.order(order.id)?.cancelCause == .hold)
        bench.fill(order)
        #expect(bench.trader.inventory == order.quantity)
        let sent = bench.everSubmitted.count
        bench.cross()
        bench.pass(.seconds(2))
        #expect(bench.everSubmitted.count == sent)
        bench.say(.run(nil))
        #expect(bench.isGateOpen(0))
    }

    @Test(
        "A kill latches, switches the strategy off, cancels everything, and ends only when every venue has said twice that nothing is open"
    )
    func kill() throws {
        var bench = try TradingBench.trading()
        bench.cross()
        let orders = bench.submitted
        for order in orders { bench.tell(order, .acknowledged(venueOrderID: "V\(order.id.leg)")) }
        bench.say(.kill(.person))
        #expect(Set(bench.cancelled) == Set(orders.map(\.id)))
        for order in orders { #expect(bench.desk?.book.order(order.id)?.cancelCause == .kill) }
        #expect(bench.effects.first == .latch(.kill, isClosed: true))
        #expect(bench.trader.strategyView(at: bench.now)?.state == .off)
        bench.say(.rearm)
        #expect(!bench.warnings.isEmpty && bench.desk?.mode.isKilled == true)

        for order in orders { bench.tell(order, .report(OrderReport(.cancelled, cumulative: .zero))) }
        bench.tellAccount(0)
        bench.tellAccount(1)
        bench.say(.rearm)
        #expect(bench.desk?.mode.isKilled == true, "one answer does not confirm a kill")
        bench.pass(.milliseconds(600))
        bench.tellAccount(0)
        bench.say(.rearm)
        #expect(bench.desk?.mode.isKilled == true, "one venue does not confirm for the other")
        bench.tellAccount(1)
        bench.say(.rearm)
        guard case .held(.rearmed, _)? = bench.desk?.mode else {
            Issue.record("a cleared kill is not a hold but \(String(describing: bench.desk?.mode))")
            return
        }
        #expect(!bench.isGateOpen(0) && !bench.isGateOpen(1))
    }

    @Test("A kill asks for nothing but the open orders, and only once nothing is known to be open or in doubt")
    func looks() throws {
        var bench = try TradingBench.trading()
        func count(_ slot: Int, _ command: OrderCommand) -> Int { bench.commands(slot).count { $0 == command } }
        bench.cross()
        let order = try #require(bench.submitted.first { $0.venue == VenueID(slot: 0) })
        for other in bench.submitted where other.id != order.id { bench.fill(other) }
        let readings = bench.commands(0).count { if case .reconcile = $0 { true } else { false } }
        bench.tell(order, .ambiguous(.disconnect))
        bench.say(.kill(.person))
        bench.pass(.seconds(2))
        #expect(count(0, .listOpenOrders) == 0 && count(1, .listOpenOrders) == 1)
        bench.hear(.openOrders(VenueID(slot: 1), askedAt: bench.now, []))
        #expect(bench.desk?.kill[1].confirmedAt == nil, "one look is not enough")
        bench.pass(.milliseconds(400))
        #expect(count(1, .listOpenOrders) == 1)
        bench.pass(.milliseconds(100))
        #expect(count(1, .listOpenOrders) == 2)
        bench.hear(.openOrders(VenueID(slot: 1), askedAt: bench.now, []))
        #expect(bench.desk?.kill[1].confirmedAt != nil)
        // The doubt ends, and only now that venue is looked at.
        bench.tell(order, .report(OrderReport(.cancelled, cumulative: .zero)))
        bench.move(to: bench.mid)
        #expect(count(0, .listOpenOrders) == 1)
        // An order with our name that nobody knows is cancelled, and confirms nothing.
        let stranger = ClientOrderID(epoch: 1, match: 77, leg: 1, attempt: 0, side: .buy, tags: OrderBench.Untagged())
        let standing = VenueOrder(
            venueOrderID: "V77",
            id: stranger,
            side: .buy,
            limit: order.limit,
            quantity: order.quantity,
            cumulative: .zero
        )
        bench.hear(.openOrders(VenueID(slot: 0), askedAt: bench.now, [standing]))
        let isCancelled = bench.commands(0).contains {
            if case .cancel(let it) = $0 { it.id == stranger } else { false }
        }
        #expect(isCancelled && bench.desk?.kill[0].confirmedAt == nil)
        let after = bench.commands(0).count { if case .reconcile = $0 { true } else { false } }
        #expect(after == readings)
    }

    @Test("Answers to what was asked before the kill confirm nothing")
    func oldAnswers() throws {
        var bench = try TradingBench.trading()
        let before = bench.now
        bench.pass(.seconds(2))
        bench.say(.kill(.person))
        for slot in 0..<2 {
            bench.tellAccount(slot, askedAt: before)
            bench.tellAccount(slot, askedAt: before + .seconds(1))
        }
        bench.say(.rearm)
        #expect(bench.desk?.mode.isKilled == true)
    }

    @Test("A kill repeats its cancellations and looks while the private stream is away, and a second one verifies anew")
    func killWithoutStream() throws {
        var bench = try TradingBench.trading()
        bench.cross()
        let order = try #require(bench.submitted.first { $0.venue == VenueID(slot: 0) })
        for other in bench.submitted where other.id != order.id { bench.fill(other) }
        bench.tell(order, .acknowledged(venueOrderID: "V"))
        bench.hear(.link(VenueID(slot: 0), .down(.silence(.seconds(3)), attempt: 1, retryAt: bench.now)))
        bench.say(.kill(.person))
        func cancels() -> Int {
            bench.history.count { if case .execution(.cancel(let it)) = $0 { it.id == order.id } else { false } }
        }
        let before = cancels()
        bench.pass(.seconds(5))
        #expect((2...3).contains(cancels() - before))
        bench.tell(order, .report(OrderReport(.cancelled, cumulative: .zero)))
        for _ in 0..<2 {
            bench.pass(.seconds(1))
            #expect(bench.commands(0).last == .listOpenOrders)
            bench.hear(.openOrders(VenueID(slot: 0), askedAt: bench.now, []))
        }
        #expect(bench.desk?.kill[0].confirmedAt != nil)
        bench.say(.kill(.person))
        #expect(bench.desk?.kill[0].confirmedAt == nil && bench.desk?.mode.isKilled == true)
    }

    @Test("A kill while a venue is down cancels there first of all when it is back")
    func killWhileDown() throws {
        var bench = try TradingBench.trading()
        bench.cross()
        let order = try #require(bench.submitted.first { $0.venue == VenueID(slot: 0) })
        bench.tell(order, .acknowledged(venueOrderID: "V"))
        bench.hear(.link(VenueID(slot: 0), .down(.silence(.seconds(3)), attempt: 1, retryAt: bench.now)))
        bench.say(.kill(.person))
        bench.pass(.seconds(5))
        bench.hear(.link(VenueID(slot: 0), .ready))
        bench.move(to: bench.mid)
        #expect(bench.cancelled.contains(order.id))
        #expect(bench.desk?.kill[0].confirmedAt == nil)
    }

    @Test(
        "A killed console stays killed over any key but :rearm",
        arguments: [
            OperatorCommand.run(nil), .run(VenueID(slot: 0)), .gate(VenueID(slot: 0), .resume), .arm(true), .strategyOn,
            .hold(nil),
        ]
    )
    func latched(command: OperatorCommand) throws {
        var bench = try TradingBench.trading()
        bench.say(.kill(.person))
        bench.say(command)
        bench.pass(.seconds(1))
        #expect(bench.desk?.mode.isKilled == true)
        #expect(!bench.isGateOpen(0) && !bench.isGateOpen(1))
    }

    @Test("Cancel-only and drain let nothing new to a venue; cancel-only takes back what works there")
    func venueStates() throws {
        for gate in [GateOrder.cancelOnly, .drain] {
            var bench = try TradingBench.trading()
            bench.cross()
            let order = try #require(bench.submitted.first { $0.venue == VenueID(slot: 0) })
            bench.tell(order, .acknowledged(venueOrderID: "V"))
            bench.say(.gate(VenueID(slot: 0), gate))
            #expect(bench.cancelled.contains(order.id) == (gate == .cancelOnly))
            #expect(!bench.isGateOpen(0) && bench.isGateOpen(1))
        }
    }

    @Test("A resumed venue reads its account, gets one order of the smallest size, and only then all")
    func resume() throws {
        var bench = try TradingBench.trading()
        bench.say(.gate(VenueID(slot: 1), .cancelOnly))
        bench.say(.hold(VenueID(slot: 0)))
        bench.say(.gate(VenueID(slot: 0), .resume))
        #expect(!bench.isGateOpen(0))
        bench.pass(.milliseconds(100))
        bench.tellAccount(0)
        #expect(bench.isGateOpen(0))
        bench.cross()
        let trial = try #require(bench.submitted.first)
        // Five of the quote asset at 10,000: five thousandths, with a tenth to spare six units of a ten-thousandth.
        #expect(bench.submitted.count == 1 && trial.quantity.units <= 6)
        bench.fill(trial)
        #expect(bench.desk?.paths[0].gate == .open)
    }

    @Test("Three refusals of a kind within a minute hold the venue")
    func rejects() throws {
        var bench = try TradingBench.trading()
        for _ in 0..<3 {
            bench.pass(.seconds(2))
            bench.cross()
            var waiting = bench.submitted
            while let order = waiting.popLast() {
                if order.venue == VenueID(slot: 0) {
                    bench.tell(order, .sendStarted)
                    bench.tell(order, .rejected(OrderRefusal(.insufficientBalance, "not enough")))
                } else {
                    bench.fill(order)
                }
                waiting += bench.submitted
            }
        }
        guard case .held(.rejects, _)? = bench.desk?.paths[0].gate else {
            Issue.record("the venue is \(String(describing: bench.desk?.paths[0].gate))")
            return
        }
        #expect(!bench.isGateOpen(0))
    }

    @Test("What a rule closes has its orders cancelled")
    func rulesCancel() throws {
        var bench = try TradingBench.trading()
        bench.cross(by: 103)
        let order = try #require(bench.submitted.first)
        bench.tell(order, .acknowledged(venueOrderID: "V"))
        for _ in 0..<3 {
            #expect(bench.cancelled.isEmpty)
            bench.tell(order, .rejected(OrderRefusal(.other, "no")))
        }
        guard case .held(.rejects, _)? = bench.desk?.paths[order.venue.slot].gate else {
            Issue.record("three refusals do not hold a venue")
            return
        }
        #expect(bench.cancelled == [order.id])
    }

    @Test("After a jump of our clock nothing is sent until the venues' clocks were measured anew")
    func clockJump() throws {
        var bench = try TradingBench.trading()
        bench.say(.holdBecause(.clockJump))
        #expect(bench.desk?.paths.allSatisfy { $0.clock == nil } == true)
        bench.say(.run(nil))
        bench.pass(.seconds(3))
        for slot in 0..<2 {
            var batch = MarketBatch()
            batch.state(slot, .live)
            bench.take(batch)
        }
        bench.pass(.seconds(8))
        bench.cross()
        #expect(bench.everSubmitted.isEmpty)
        let codes = bench.history.compactMap { effect -> RiskCode? in
            if case .execution(.denied(_, let refusals)) = effect { refusals.first?.code } else { nil }
        }
        #expect(codes.contains(.clockError), "\(codes)")
        // What was refused is not remembered until a clock is known.
        bench.pass(.seconds(15))
        bench.cross()
        let kept = try #require(bench.desk?.book.parents.filter { bench.now - $0.decidedAt > .seconds(12) })
        #expect(kept.isEmpty)
    }

    @Test("The end comes at once with nothing open, and else when all has ended or its time is up")
    func stop() throws {
        var idle = try TradingBench.trading()
        idle.say(.stop)
        // The venue forgets its switch first: nothing of ours is open, and it would cancel what others have there.
        #expect(!idle.effects.contains(.stopped) && idle.commands(1).last == .deadMansSwitch(nil))
        idle.hear(.deadMansSwitch(VenueID(slot: 1), nil))
        #expect(idle.effects.contains(.stopped))

        var busy = try TradingBench.trading()
        busy.cross()
        let orders = busy.submitted
        for order in orders { busy.tell(order, .acknowledged(venueOrderID: "V\(order.id.leg)")) }
        busy.say(.stop)
        #expect(!busy.effects.contains(.stopped))
        var stuck = busy
        for order in orders { busy.tell(order, .report(OrderReport(.cancelled, cumulative: .zero))) }
        busy.pass(.milliseconds(100))
        busy.hear(.deadMansSwitch(VenueID(slot: 1), nil))
        #expect(busy.history.count { $0 == .stopped } == 1)
        stuck.pass(.seconds(3))
        #expect(stuck.history.count { $0 == .stopped } == 1)
    }

    @Test("Three orders in a row of which nothing is heard close the venue until a person resumes it")
    func doubts() throws {
        var bench = try TradingBench.trading()
        bench.say(.gate(VenueID(slot: 1), .cancelOnly))
        for number in 0..<3 {
            bench.pass(.seconds(2))
            bench.cross(by: 103)
            let order = try #require(bench.everSubmitted.last)
            bench.tell(order, .sendStarted)
            bench.tell(order, .ambiguous(.disconnect))
            #expect((bench.desk?.paths[0].gate == .open) == (number < 2))
            bench.fill(order)
        }
        bench.pass(.seconds(70))
        for order in bench.everSubmitted where bench.phase(order.id)?.isClosed == false { bench.fill(order) }
        #expect(!bench.isGateOpen(0))
        bench.say(.gate(VenueID(slot: 0), .resume))
        bench.pass(.milliseconds(100))
        bench.tellAccount(0)
        #expect(bench.isGateOpen(0))
    }
}
