import Books
import Strategy
import TestKit
import Testing

/// What a match cost, by hand.
@Suite("Cost of matches")
struct ParentReportTests {
    @Test("Slippage, spread, fill ratio and time are those of the fills")
    func figures() throws {
        var bench = ExecutionBench()
        bench.quote(.bid, price: 100_400, quantity: 2_000)
        bench.execute()
        let first = try #require(bench.submitted.first)
        bench.pass(.milliseconds(30))
        bench.say(.sendStarted, first.id)
        bench.pass(.milliseconds(20))
        // The market has moved up by 1.00 when the venue answers.
        bench.facts.consumerMid = Mid(Price(units: 100_100))
        bench.say(.acknowledged(venueOrderID: "V"), first.id)
        bench.pass(.milliseconds(50))
        bench.say(.fill(OrderBench.fill("t1", 500, at: 100_050)), first.id)
        bench.say(.fill(OrderBench.fill("t2", 500, at: 100_060)), first.id)
        bench.facts.isRunning = false
        bench.say(OrderBench.report(.expired, 1_000), first.id)
        let report = try #require(bench.reports.first)
        #expect(report.filled.units == 1_000 && report.account.requested == first.quantity)
        // 1,000.55 on average, against 1,000.00 and 1,001.00.
        #expect(report.slippage == 550 && report.effectiveSpread == 1_100)
        #expect(report.arrivalSlippage == -449)
        #expect(report.timeToFill == .milliseconds(100))
        #expect(report.fillRatio == 1_000 * 1_000_000 / first.quantity.units)
        #expect(report.children.map(\.answerTime) == [.milliseconds(20)])
        #expect(report.phase == .partDone)
        #expect(bench.book.qualities[0].averageAnswerTime == .milliseconds(20))
    }

    @Test("Without a fill there is no slippage, and a sale's is measured downwards")
    func sale() throws {
        var bench = ExecutionBench()
        bench.quote(.ask, price: 99_600, quantity: 1_000)
        bench.execute()
        let order = try #require(bench.submitted.first)
        #expect(order.side == .sell)
        bench.say(.sendStarted, order.id)
        bench.say(.rejected(OrderRefusal(.insufficientBalance, "-2010")), order.id)
        // The other venue is tried, and after its refusal nobody.
        let second = try #require(bench.submitted.last)
        #expect(bench.submitted.count == 2 && second.venue != order.venue)
        bench.say(.rejected(OrderRefusal(.other, "x")), second.id)
        let report = try #require(bench.reports.first)
        #expect(report.slippage == nil && report.phase == .aborted && report.fillRatio == 0)
        #expect(report.account.rejected == report.account.requested)

        var other = ExecutionBench()
        other.quote(.ask, price: 99_600, quantity: 1_000)
        other.execute()
        let sold = try #require(other.submitted.first)
        other.say(.fill(OrderBench.fill("t1", sold.quantity.units, at: 99_900)), sold.id)
        #expect(other.reports.first?.slippage == 1_000)
    }
}
