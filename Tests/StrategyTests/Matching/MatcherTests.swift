import Books
import Strategy
import TestKit
import Testing

/// Matching at all-in prices, and what the router is fed with.
@Suite("Matching")
struct MatcherTests {
    @Test("All-in prices of two venues are compared exactly, also where a rounded price would be the same")
    func exact() throws {
        // 100.00 at 0.26 % is 100.26; 100.25 at 0.01 % is 100.260025: dearer by a quarter of a ten-thousandth.
        let dear = AllInPrice(Price(units: 10_025), .buy, fee: .basisPoints(1))
        let cheap = AllInPrice(Price(units: 10_000), .buy, fee: .basisPoints(26))
        #expect(cheap.isBetter(than: dear, .buy) && !dear.isBetter(than: cheap, .buy))
        // A client who pays 100.26 gets the one and not the other.
        let client = AllInPrice(Price(units: 10_026))
        #expect(!client.isBetter(than: cheap, .buy) && client.isBetter(than: dear, .buy))
        let sold = AllInPrice(Price(units: 10_000), .sell, fee: .basisPoints(10))
        #expect(sold == AllInPrice(Price(units: 9_990)))
    }

    @Test("A bound in hundredths of a percent is rounded to the better side")
    func bounds() {
        let best = AllInPrice(Price(units: 333))
        #expect(best.worsened(by: 10, .buy).units == 333 * 100_000_000 * 10_010 / 10_000)
        #expect(best.worsened(by: 10, .sell).units == 333 * 100_000_000 * 9_990 / 10_000)
        let odd = AllInPrice(Price(units: 1), .buy, fee: FeeRate(clamping: 1))
        #expect(odd.worsened(by: 1, .buy).units == 100_010_001)
        #expect(odd.worsened(by: 1, .sell).units == 99_990_001)
    }

    @Test("The cheap check and the search agree on whether a quote is reached, over random books and fees")
    func agreement() {
        var reached = 0
        forEachSeed(1...1_000) { seed, generator in
            let fees = (0..<2).map { _ in FeeRate(clamping: generator.pick([0, 100_000, 260_000, -100_000])) }
            let consumer = MarketBench.consumer(
                (0..<2).map { _ in
                    let bid = generator.pick(Int64(9_950)...10_000)
                    return ([(bid, 10)], [(bid + generator.pick(1...40), 10)])
                }
            )
            var quotes = TraderBook()
            var wanted = QuoteSet()
            wanted.bids = [
                PriceLevel(price: Price(units: generator.pick(9_950...10_060)), quantity: Quantity(units: 5))
            ]
            wanted.asks = [
                PriceLevel(price: Price(units: generator.pick(9_930...10_040)), quantity: Quantity(units: 5))
            ]
            quotes.replace(with: wanted, from: BookVersions())
            let matcher = Matcher(fees: fees, slippageBound: 100)
            let match = matcher.firstMatch(
                quotes,
                consumer,
                router: Router(terms: fees.map { MarketBench.terms(fee: $0.units) }),
                claims: LiquidityClaims(),
                collar: PriceCollar(lowestSell: Price(units: 1), highestBuy: Price(units: 1_000_000)),
                largest: { _ in .mostCountable },
                isBarred: { _ in false }
            )
            #expect(matcher.hasCrossing(quotes, consumer) == (match != nil), "seed \(seed)")
            guard let match else { return }
            reached += 1
            let limit = Int128(match.quote.price.units) * 100_000_000 * Int128(match.route.allocated.units)
            let isGood = match.side == .buy ? match.route.allInCost <= limit : match.route.allInCost >= limit
            #expect(isGood && match.route.allocated <= match.quote.open, "seed \(seed)")
        }
        #expect(reached > 300 && reached < 1_000)
    }

    @Test(
        "The best quote that can be executed comes first; an engaged one, a barred one and one too small for every venue are passed over"
    )
    func choice() throws {
        let consumer = MarketBench.consumer([([], [(100, 1_000)])])
        var quotes = TraderBook()
        var wanted = QuoteSet()
        wanted.bids = [(110, 5), (109, 3), (108, 7), (107, 50), (99, 100)].map {
            PriceLevel(price: Price(units: $0.0), quantity: Quantity(units: $0.1))
        }
        quotes.replace(with: wanted, from: BookVersions())
        let matcher = Matcher(fees: [.zero], slippageBound: 100)
        func first(_ barred: [Int64]) -> Int64? {
            matcher.firstMatch(
                quotes,
                consumer,
                router: Router(terms: [MarketBench.terms(minimum: 400)]),
                claims: LiquidityClaims(),
                collar: PriceCollar(lowestSell: Price(units: 1), highestBuy: Price(units: 1_000)),
                largest: { _ in .mostCountable },
                isBarred: { id in quotes.quote(id).map { barred.contains($0.price.units) } ?? true }
            )?.quote.price.units
        }
        #expect(first([]) == 110)
        quotes.setState(.working, of: quotes.bids[0].id)
        // 109 is for 3, worth 300.
        #expect(first([]) == 108)
        #expect(first([108]) == 107)
        #expect(first([108, 107]) == nil)
    }

    @Test("What is counted on falls with what was missed and comes back; it never leaves its range")
    func expectation() {
        var fills = FillExpectation()
        #expect(fills.share == 888_888 && fills.fade == nil)
        for _ in 0..<50 { fills.note(filled: 0, of: 10) }
        let low = fills.share
        // The weights of 50 children sum to half of 72.6: 8 of 9 + 36.5.
        #expect((170_000...185_000).contains(low) && fills.fade == 1_000_000)
        for _ in 0..<500 { fills.note(filled: 10, of: 10) }
        #expect(fills.share > 980_000 && fills.share <= VenueTerms.wholeShare)
        fills.note(filled: .max, of: .max)
        fills.note(filled: -5, of: 10)
        fills.note(filled: 1, of: 0)
        #expect((0...VenueTerms.wholeShare).contains(fills.share))
    }

    @Test(
        "The time to a venue is half the round trip until there are twenty samples, then their median of the last two hundred"
    )
    func oneWay() {
        var times = OneWayTimes()
        #expect(times.median == nil)
        times.noteRoundTrip(.milliseconds(30))
        for _ in 0..<19 { times.add(.milliseconds(5)) }
        times.add(.milliseconds(-1))
        #expect(times.median == .milliseconds(15))
        times.add(.milliseconds(5))
        #expect(times.median == .milliseconds(5))
        for _ in 0..<200 { times.add(.milliseconds(9)) }
        #expect(times.median == .milliseconds(9))
    }
}
