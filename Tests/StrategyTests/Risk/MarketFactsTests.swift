import Books
import Strategy
import Testing

/// What is read from the books for a decision.
@Suite("Facts from the books")
struct MarketFactsTests {
    @Test("Middles and what stands within the collar are those of the live venues")
    func read() {
        var consumer = MarketBench.consumer([
            ([(99_990, 5), (99_740, 7), (99_700, 9)], [(100_010, 3), (100_250, 4), (100_300, 8)]),
            ([(99_980, 5)], [(100_020, 3)]),
        ])
        let gate = RiskBench().gate
        var facts = RiskBench.facts()
        facts.read(consumer, gate)
        #expect(facts.consumerMid == Mid(Price(units: 100_000)))
        #expect(facts.venues.map(\.mid) == [Mid(Price(units: 100_000)), Mid(Price(units: 100_000))])
        // Within 25 hundredths of a percent of 1,000.00: from 997.50 to 1,002.50.
        #expect(facts.venues[0].visibleBids.units == 5 && facts.venues[0].visibleAsks.units == 7)
        consumer.setLive(false, venue: VenueID(slot: 0))
        facts.read(consumer, gate)
        #expect(facts.venues[0].mid == nil && facts.venues[0].visibleAsks == .zero)
        #expect(facts.venues[1].visibleAsks.units == 3)
    }

    @Test("Without a price to measure by nothing is visible")
    func blind() {
        var facts = RiskBench.facts()
        facts.tradeAverage = nil
        facts.read(MarketBench.consumer([([(99_990, 5)], []), ([(99_980, 5)], [])]), RiskBench().gate)
        #expect(facts.consumerMid == nil && facts.venues.allSatisfy { $0.visibleBids == .zero })
    }
}
