import Books
import TestKit
import Testing

@testable import Strategy

/// What a venue reports as traded before it tells the fills.
@Suite("Execution: fills that are missing")
struct UnbookedFillTests {
    @Test(
        "What has traded by a report alone stays in the exposure, keeps the match at work and its quote from a second one"
    )
    func reported() throws {
        var bench = ExecutionBench()
        let order = try bench.sendOne()
        bench.say(.ambiguous(.timeout), order.id)
        let before = bench.book.exposure(at: bench.facts.consumerMid)
        bench.say(.report(OrderReport(.filled, cumulative: order.quantity)), order.id)
        #expect(bench.book.order(order.id)?.record.phase == .filled)
        let after = bench.book.exposure(at: bench.facts.consumerMid)
        #expect(after.longest == before.longest && after.openNotional == before.openNotional)
        #expect(after.longest > after.position && after.openOrders == 0)
        #expect(bench.book.isUnsettled(order.venue) && !bench.book.isInDoubt(order.venue))
        #expect(bench.reports.isEmpty && bench.questions.last?.hasPrefix("trades") == true)
        // The quote is still crossed: without its fills it would be executed again.
        bench.run(until: bench.now + .seconds(3))
        bench.execute()
        #expect(bench.submitted.map(\.id) == [order.id])
        bench.say(.fill(OrderBench.fill("1", order.quantity.units, at: order.limit.units)), order.id)
        #expect(bench.reports.count == 1 && bench.quotes.bestOpen(.bid) == nil && !bench.book.isUnsettled(order.venue))
        #expect(bench.book.exposure(at: bench.facts.consumerMid).longest == after.longest)
    }

    @Test("A part that was reported counts once beside what may still trade", arguments: [OrderSide.buy, .sell])
    func part(side: OrderSide) throws {
        var bench = ExecutionBench()
        let isBuy = side == .buy
        bench.quote(isBuy ? .bid : .ask, price: isBuy ? 100_151 : 99_849, quantity: 1_000)
        bench.execute()
        let order = try #require(bench.submitted.first)
        func worst() -> Int128 {
            let exposure = bench.book.exposure(at: bench.facts.consumerMid)
            return isBuy ? exposure.longest : -exposure.shortest
        }
        let whole = worst()
        bench.say(.report(OrderReport(.partial, cumulative: Quantity(units: 400))), order.id)
        #expect(worst() == whole)
        bench.say(.fill(OrderBench.fill("1", 300, at: order.limit.units)), order.id)
        #expect(worst() == whole)
        bench.say(.report(OrderReport(.expired, cumulative: Quantity(units: 400))), order.id)
        #expect(worst() == whole / 10 * 4)
    }

    @Test("A person goes on without fills that are not told for half a minute, and without an order that has vanished")
    func givenUp() throws {
        for isVanished in [false, true] {
            var bench = ExecutionBench()
            let order = try bench.sendOne()
            bench.say(.acknowledged(venueOrderID: "V"), order.id)
            if isVanished {
                bench.run(until: bench.now + .seconds(30))
                let start = bench.now
                bench.answerNotFound(order.id, number: 90, askedAt: start)
                bench.run(until: start + .seconds(3))
                bench.answerNotFound(order.id, number: 91, askedAt: start + .seconds(3))
                #expect(bench.alarms.contains(.vanished(order.id)))
                #expect(bench.book.order(order.id)?.record.phase.isClosed == false)
            } else {
                bench.say(.report(OrderReport(.filled, cumulative: order.quantity)), order.id)
                bench.run(until: bench.now + .seconds(29))
                #expect(!bench.giveUp(at: order.venue) && bench.book.isUnsettled(order.venue))
                bench.run(until: bench.now + .seconds(1))
            }
            let before = bench.book.exposure(at: nil)
            #expect(bench.reports.isEmpty)
            #expect(bench.giveUp(at: order.venue) && !bench.giveUp(at: order.venue))
            #expect(bench.reports.count == 1 && !bench.book.isUnsettled(order.venue))
            #expect(!bench.book.hasOpenOrder(at: order.venue) && bench.book.exposure(at: nil) == before)
            // The quote counts as executed by as much: it is not executed again.
            let sent = bench.submitted.count
            bench.execute()
            #expect(bench.submitted.count == sent && bench.quotes.bestOpen(.bid) == nil)
            // Nothing more is asked, and what comes in spite of it is booked.
            let count = bench.questions.count
            bench.run(until: bench.now + .seconds(60))
            #expect(bench.questions.count == count)
            bench.say(.fill(OrderBench.fill("1", 400, at: order.limit.units)), order.id)
            #expect(bench.book.ledger.position == Quantity(units: 400))
            if isVanished {
                // The venue knows it after all.
                #expect(bench.book.hasOpenOrder(at: order.venue))
                bench.run(until: bench.now + .seconds(3))
                #expect(bench.questions.count > count)
            }
        }
    }

    @Test("A fill whose numbers go beyond what can be counted is refused and told, and stops nothing")
    func beyond() throws {
        var bench = ExecutionBench()
        bench.quote(.ask, price: 99_849, quantity: 1_000)
        bench.execute()
        let order = try #require(bench.submitted.first)
        let fee = Fee(asset: .base, units: 4_611_686_018_427_387_903)
        let fill = OrderFill(
            trade: TradeID("1"),
            quantity: Quantity(units: 3_689_348_814_741_910),
            price: Price(units: 4_611_686_018_427_387_903),
            fee: fee,
            exchangeTime: nil
        )
        bench.say(.fill(fill), order.id)
        #expect(bench.alarms.contains(.notBooked(order.id, TradeID("1"))))
        #expect(bench.book.ledger.position == .zero)
    }

    @Test("The same trade told with another time is no conflict; with another price it is")
    func time() {
        var record = OrderBench.record()
        func fill(_ price: Int64, at time: Int64) -> OrderFill {
            OrderFill(
                trade: TradeID("1"),
                quantity: Quantity(units: 4),
                price: Price(units: price),
                fee: .none,
                exchangeTime: WallTime(nanoseconds: time)
            )
        }
        record.add(.fill(fill(100, at: 1_688_667_796_880_212_345)))
        record.add(.fill(fill(100, at: 1_688_667_796_880_200_000)))
        #expect(!record.flags.contains(.conflict) && record.filled == Quantity(units: 4))
        record.add(.fill(OrderBench.fill("2", 1, fee: Fee(asset: .base, units: 2))))
        record.add(.fill(OrderBench.fill("2", 1, fee: Fee(asset: .quote, units: 5_000))))
        #expect(!record.flags.contains(.conflict))
        var other = record
        other.add(.fill(OrderBench.fill("2", 1, fee: Fee(asset: .base, units: 3))))
        #expect(other.flags.contains(.conflict))
        record.add(.fill(fill(101, at: 1_688_667_796_880_212_345)))
        #expect(record.flags.contains(.conflict) && record.filled == Quantity(units: 5))
    }
}
