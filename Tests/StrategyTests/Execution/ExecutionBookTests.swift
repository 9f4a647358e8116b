import Books
import Strategy
import TestKit
import Testing

/// A match from the crossing to its end, story by story.
@Suite("Execution")
struct ExecutionBookTests {
    @Test("A quote that is not reached after fees is left alone")
    func fees() {
        var bench = ExecutionBench()
        // The ask of 1,000.50 costs 1,001.5005 with its fee.
        bench.quote(.bid, price: 100_150, quantity: 1_000)
        #expect(!bench.book.matcher.hasCrossing(bench.quotes, bench.consumer))
        bench.execute()
        #expect(bench.effects.isEmpty)
        bench.quote(.bid, price: 100_151, quantity: 1_000)
        #expect(bench.book.matcher.hasCrossing(bench.quotes, bench.consumer))
        bench.execute()
        #expect(bench.submitted.map(\.limit.units) == [100_050])
    }

    @Test("A book that is not live is not matched, and neither is a venue that is not ready")
    func notLive() {
        var bench = ExecutionBench()
        bench.quote(.bid, price: 100_151, quantity: 1_000)
        bench.consumer.setLive(false, venue: VenueID(slot: 0))
        bench.execute()
        bench.consumer.setLive(true, venue: VenueID(slot: 0))
        bench.facts.venues[0].isReady = false
        bench.execute()
        #expect(bench.effects.isEmpty)
    }

    @Test("Filled: the quote rests again, the ledger has it, nothing more is sent")
    func filled() throws {
        var bench = ExecutionBench()
        bench.quote(.bid, price: 100_151, quantity: 1_000)
        bench.execute()
        #expect(bench.quotes.bids[0].state == .working)
        let order = try #require(bench.submitted.first)
        #expect(order.timeInForce == .immediateOrCancel && order.quantity.units == 1_000)
        bench.say(.sendStarted, order.id)
        bench.say(.acknowledged(venueOrderID: "V1"), order.id)
        bench.execute()
        bench.say(.fill(OrderBench.fill("t1", 1_000, at: 100_050)), order.id)
        bench.say(.fill(OrderBench.fill("t1", 1_000, at: 100_050)), order.id)
        #expect(bench.submitted.count == 1 && bench.reports.map(\.phase) == [.done])
        #expect(bench.quotes.bids[0].filled.units == 1_000 && bench.quotes.bids[0].state == .resting)
        #expect(bench.book.ledger.accounts[0].base == 100_000_000_000 && bench.book.ledger.accounts[0].fills == 1)
        #expect(bench.alarms.isEmpty && bench.book.deadline == nil)
        #expect(bench.book.exposure(at: bench.facts.consumerMid).openOrders == 0)
    }

    @Test("What a child took is not matched again before it ends and the book had time to show it")
    func committed() throws {
        var bench = ExecutionBench(asks: [(100_050, 1_000)])
        bench.facts.venues[1].isReady = false
        bench.quote(.bid, price: 100_151, quantity: 700)
        bench.execute()
        bench.quote(.bid, price: 100_152, quantity: 700)
        bench.execute()
        // Eight ninths of 1,000 are counted on, of which 700 are taken: 100 are left of the lot.
        let orders = bench.submitted
        #expect(orders.map(\.quantity.units) == [700, 200])
        for order in orders { bench.say(OrderBench.report(.expired, 0), order.id) }
        let sent = bench.submitted.count
        bench.pass(.milliseconds(249))
        bench.execute()
        #expect(bench.submitted.count == sent)
        bench.pass(.milliseconds(600))
        bench.execute()
        #expect(bench.submitted.count > sent)
    }

    @Test("A rest is routed again twice at the client's limit, and then left to the quote")
    func reroutes() throws {
        var bench = ExecutionBench(asks: [(100_050, 50_000), (100_060, 50_000)])
        bench.quote(.bid, price: 100_200, quantity: 1_000)
        bench.execute()
        var sizes: [Int64] = []
        while let order = bench.submitted.last, bench.reports.isEmpty {
            sizes.append(order.quantity.units)
            bench.say(.sendStarted, order.id)
            bench.say(.fill(OrderBench.fill("t\(sizes.count)", 100, at: 100_050)), order.id)
            bench.say(OrderBench.report(.expired, 100), order.id)
        }
        #expect(sizes == [1_000, 900, 800])
        #expect(bench.submitted.map(\.id.attempt) == [0, 1, 2])
        let account = try #require(bench.reports.first).account
        #expect(account.filled.units == 300 && account.cancelled.units == 700 && account.isBalanced)
        #expect(bench.quotes.bids[0].state == .resting && bench.quotes.bids[0].open.units == 700)
    }

    @Test("An order without an answer is in doubt, is asked about and cancelled, and is never sent again")
    func doubt() throws {
        var bench = ExecutionBench()
        let order = try bench.sendOne()
        bench.run(until: bench.now + .milliseconds(1_999))
        #expect(!bench.book.isInDoubt(order.venue))
        bench.run(until: bench.now + .milliseconds(1))
        #expect(bench.book.isInDoubt(order.venue) && bench.quotes.bids[0].state == .unknown)
        let doubted = bench.now
        bench.run(until: doubted + .seconds(4))
        // Asked 250 ms, 500 ms, 1 s, 2 s after the doubt began, then every 2 s; cancelled once.
        #expect(bench.questions == ["cancel 1", "query 1", "query 2", "query 3", "query 4", "query 5"])
        #expect(bench.book.exposure(at: bench.facts.consumerMid).longest == 100_000_000_000)
        // Before the fence nothing is proved; then two answers do, the second with the trades read.
        bench.answerNotFound(order.id, number: 1, askedAt: doubted)
        bench.answerNotFound(order.id, number: 2, askedAt: doubted + .seconds(20), tradesWereRead: false)
        #expect(bench.book.isInDoubt(order.venue))
        bench.answerNotFound(order.id, number: 3, askedAt: doubted + .milliseconds(21_999))
        bench.answerNotFound(order.id, number: 4, askedAt: doubted + .seconds(22), tradesWereRead: false)
        #expect(bench.book.isInDoubt(order.venue))
        bench.answerNotFound(order.id, number: 5, askedAt: doubted + .seconds(22))
        #expect(!bench.book.isInDoubt(order.venue))
        #expect(bench.book.order(order.id)?.record.phase == .neverPlaced)
        #expect(bench.submitted.map(\.id) == Array(Set(bench.submitted.map(\.id))).sorted { $0.attempt < $1.attempt })
    }

    @Test("After the first answer that counts the second question comes two seconds later, with the trades")
    func secondQuestion() throws {
        var bench = ExecutionBench()
        let order = try bench.sendOne()
        bench.run(until: bench.now + .seconds(30))
        let before = bench.questions.count
        bench.answerNotFound(order.id, number: before, askedAt: bench.now, tradesWereRead: false)
        bench.run(until: bench.now + .milliseconds(1_999))
        #expect(bench.questions.count == before)
        bench.run(until: bench.now + .milliseconds(1))
        #expect(bench.questions.count == before + 1)
        #expect(bench.queries.last?.wantsTrades == true && bench.queries.dropLast().allSatisfy { !$0.wantsTrades })
    }

    @Test("A question says whether the order may still arrive; the first one that counts is asked as the fence passes")
    func fence() throws {
        var bench = ExecutionBench()
        let order = try bench.sendOne()
        let fence = try #require(bench.book.order(order.id)).record.fence.passesAt
        bench.run(until: MonotonicTime(nanoseconds: fence.nanoseconds - 1))
        let early = bench.queries
        #expect(!early.isEmpty && early.allSatisfy { $0.isEarly && !$0.canStand })
        bench.run(until: fence)
        #expect(bench.queries.count == early.count + 1 && bench.queries.last?.isEarly == false)
    }

    @Test("While an order is in doubt nothing new goes to its venue")
    func doubtCloses() throws {
        var bench = ExecutionBench()
        bench.quote(.bid, price: 100_300, quantity: 1_000)
        bench.execute()
        let order = try #require(bench.submitted.first)
        bench.say(.ambiguous(.disconnect), order.id)
        bench.quote(.bid, price: 100_290, quantity: 1_000)
        bench.execute()
        #expect(bench.submitted.dropFirst().allSatisfy { $0.venue != order.venue })
        #expect(bench.submitted.count == 2)
    }

    @Test("A fill after the end is booked, told to the quote, and seen by a person")
    func lateFill() throws {
        var bench = ExecutionBench()
        bench.quote(.bid, price: 100_151, quantity: 1_000)
        bench.execute()
        let order = try #require(bench.submitted.first)
        bench.facts.isRunning = false
        bench.say(OrderBench.report(.cancelled, 0), order.id)
        #expect(bench.reports.count == 1)
        bench.say(.fill(OrderBench.fill("t1", 300, at: 100_050)), order.id)
        #expect(bench.alarms == [.lateFill(order.id, TradeID("t1"))])
        #expect(bench.quotes.bids[0].filled.units == 300)
        #expect(bench.book.ledger.accounts[0].fills == 1)
        // One that was announced is not late.
        bench.say(OrderBench.report(.cancelled, 400), order.id)
        #expect(bench.questions == ["trades 1"])
        bench.say(.fill(OrderBench.fill("t2", 100, at: 100_050)), order.id)
        #expect(bench.alarms.count == 1)
    }

    @Test("What contradicts itself is seen: a fill after a refusal, more than was ordered, a name that is not known")
    func alarms() throws {
        var bench = ExecutionBench()
        bench.quote(.bid, price: 100_151, quantity: 1_000)
        bench.execute()
        let order = try #require(bench.submitted.first)
        bench.facts.isRunning = false
        bench.say(.rejected(OrderRefusal(.other, "-2010")), order.id)
        bench.say(.fill(OrderBench.fill("t1", 1_100, at: 100_050)), order.id)
        let expected: [ExecutionAlarm] = [
            .lateFill(order.id, TradeID("t1")), .overfilled(order.id), .contradiction(order.id),
        ]
        #expect(bench.alarms == expected)
        #expect(bench.book.parents[0].account.isBalanced && bench.book.parents[0].account.surplus.units == 100)
        // Nothing more goes there until a person has looked, and the report tells what it came to after all.
        #expect(bench.reports.map(\.account.filled.units) == [0, 1_000])
        bench.facts.isRunning = true
        bench.pass(.seconds(5))
        bench.quote(.bid, price: 100_300, quantity: 2_000)
        bench.execute()
        #expect(bench.submitted.dropFirst().map(\.venue.slot) == [1])
        bench.book.resume(VenueID(slot: 0))
        bench.quote(.bid, price: 100_310, quantity: 2_100)
        bench.execute()
        #expect(bench.submitted.last?.venue.slot == 0)
        let foreign = OrderBench.request(match: 99).id
        bench.say(.acknowledged(venueOrderID: "?"), foreign)
        #expect(bench.alarms.last == .orphan(foreign))
    }

    @Test("Held execution: nothing is matched, evidence is still taken in, working orders are cancelled")
    func hold() throws {
        var bench = ExecutionBench(synchronises: false)
        bench.quote(.bid, price: 100_151, quantity: 1_000)
        bench.execute()
        let order = try #require(bench.submitted.first)
        bench.say(.acknowledged(venueOrderID: "V"), order.id)
        bench.facts.isRunning = false
        bench.cancelAll()
        #expect(bench.questions == ["cancel 1"] && bench.book.order(order.id)?.record.phase == .cancelling)
        bench.say(.fill(OrderBench.fill("t1", 400, at: 100_050)), order.id)
        bench.say(OrderBench.report(.cancelled, 400), order.id)
        #expect(bench.reports.first?.account.filled.units == 400)
        bench.pass(.seconds(1))
        bench.execute()
        #expect(bench.submitted.count == 1)
    }

    @Test("A refusal by the gate is told with its reason, and the quote is left alone for a while")
    func refused() {
        var bench = ExecutionBench()
        bench.facts.isJournalWritable = false
        bench.quote(.bid, price: 100_151, quantity: 1_000)
        for _ in 0..<10 {
            bench.execute()
            bench.pass(.milliseconds(49))
        }
        #expect(bench.refused == [.journal] && bench.submitted.isEmpty)
        #expect(bench.quotes.bids[0].state == .held)
        bench.pass(.milliseconds(100))
        bench.execute()
        #expect(bench.refused == [.journal, .journal])
        #expect(bench.reports.allSatisfy { $0.account.rejected == $0.account.requested })
    }

    @Test("Synchronised children leave so that they arrive together, past the gate again")
    func synchronised() throws {
        var bench = ExecutionBench(asks: [(100_050, 5_000)], synchronises: true)
        for slot in 0..<2 { bench.facts.venues[slot].fee = .zero }
        bench.book.matcher.fees = [.zero, .zero]
        bench.consumer = MarketBench.consumer([
            ([(99_950, 50_000)], [(100_050, 5_000)]), ([(99_900, 50_000)], [(100_060, 5_000)]),
        ])
        for _ in 0..<OneWayTimes.enough { bench.noteOneWay([.milliseconds(80), .milliseconds(2)]) }
        bench.quote(.bid, price: 100_300, quantity: 9_000)
        bench.execute()
        #expect(bench.submitted.map(\.venue.slot) == [0])
        let start = bench.now
        bench.run(until: start + .milliseconds(77))
        #expect(bench.submitted.count == 1)
        bench.run(until: start + .milliseconds(78))
        #expect(bench.submitted.map(\.venue.slot) == [0, 1])
        let second = bench.submitted[1]
        #expect(second.expiresAt == start + .milliseconds(1_828))

        var held = ExecutionBench(asks: [(100_050, 5_000)], synchronises: true)
        held.consumer = bench.consumer
        for slot in 0..<2 { held.facts.venues[slot].fee = .zero }
        held.book.matcher.fees = [.zero, .zero]
        for _ in 0..<OneWayTimes.enough { held.noteOneWay([.milliseconds(80), .milliseconds(2)]) }
        held.quote(.bid, price: 100_300, quantity: 9_000)
        held.execute()
        held.facts.isKilled = true
        held.run(until: held.now + .milliseconds(78))
        #expect(held.submitted.count == 1 && held.refused == [.killed])
    }

    @Test("Ended matches are forgotten after an hour and not before; what is in doubt is kept")
    func memory() throws {
        var bench = ExecutionBench()
        bench.quote(.bid, price: 100_151, quantity: 1_000)
        bench.execute()
        let order = try #require(bench.submitted.first)
        bench.say(.fill(OrderBench.fill("t1", 1_000, at: 100_050)), order.id)
        bench.pass(.seconds(3_600))
        bench.execute()
        #expect(bench.book.order(order.id) != nil)
        bench.pass(.milliseconds(1))
        bench.quote(.bid, price: 100_152, quantity: 1_000)
        bench.execute()
        #expect(bench.book.order(order.id) == nil && bench.submitted.count == 2)
    }
}
