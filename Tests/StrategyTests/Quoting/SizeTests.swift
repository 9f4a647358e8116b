import Books
import TestKit
import Testing

@testable import Strategy

/// The sizes of a side over all volatilities, each rule looked at in 100,000 drawn requests.
@Suite("Sizes follow what rests and shrink as the market becomes restless")
struct SizeTests {
    private struct Draw {
        var profile: SizeProfile
        var request: SizeProfile.Request
    }

    private static func draw(_ generator: inout SplitMix64) -> Draw {
        var depths = LevelSeries()
        var prices = LevelSeries()
        var price = RandomMarket.spread(&generator, 1, 1e5)
        let step = price * RandomMarket.spread(&generator, 1e-7, 1e-3)
        for _ in 0..<(1 + generator.below(8)) {
            depths.append((generator.below(60) == 0) ? 0 : RandomMarket.spread(&generator, 1e3, 1e9))
            prices.append(price)
            price += step
        }
        let usual = prices[0] * 1e6
        return Draw(
            profile: SizeProfile(
                share: 0.001 + 0.249 * RandomMarket.uniform(&generator),
                growth: 4 * RandomMarket.uniform(&generator)
            ),
            request: SizeProfile.Request(
                depths: depths,
                prices: prices,
                ratio: 1,
                lot: Double((generator.below(2) == 0) ? 1 : 1 + generator.below(100)),
                budget: usual * RandomMarket.spread(&generator, 1e-3, 1e3),
                orderLimit: (generator.below(2) == 0) ? .infinity : usual * RandomMarket.spread(&generator, 1e-3, 1e3),
                minimumNotional: (generator.below(3) == 0) ? 0 : usual * RandomMarket.spread(&generator, 1e-6, 1e-1),
                inventoryFactor: (generator.below(3) == 0) ? RandomMarket.uniform(&generator) : 1
            )
        )
    }

    @Test("No size is larger in a more restless market, whatever budget, inventory and smallest order are")
    func restlessness() {
        var generator = SplitMix64(seed: QuotedMarket.seed)
        var shown = 0
        for number in 0..<100_000 {
            var draw = Self.draw(&generator)
            let calm = 0.3 + 4.7 * RandomMarket.uniform(&generator)
            draw.request.ratio = SizeProfile.ratio(calm, usual: 1)
            let before = draw.profile.sizes(draw.request)
            draw.request.ratio = SizeProfile.ratio(calm * (1 + 2 * RandomMarket.uniform(&generator)), usual: 1)
            let after = draw.profile.sizes(draw.request)
            if before[0] > 0 { shown += 1 }
            if before.indices.allSatisfy({ after[$0] <= before[$0] }) { continue }
            Issue.record("seed \(QuotedMarket.seed), draw \(number): \(before.array) then \(after.array)")
            return
        }
        #expect(shown > 30_000)
    }

    @Test("The sizes that the strategy is explained by")
    func explained() {
        func sizes(_ ratio: Double) -> [Double] {
            SizeProfile().sizes(
                SizeProfile.Request(
                    depths: LevelSeries([10_000, 40_000, 90_000, 160_000, 250_000]),
                    prices: LevelSeries([99.9, 99.8, 99.7, 99.6, 99.5]),
                    ratio: ratio,
                    lot: 1,
                    budget: .infinity,
                    minimumNotional: 0,
                    inventoryFactor: 1
                )
            )
            .array
        }
        #expect(sizes(0.5) == [500, 2_000, 4_500, 8_000, 12_500])
        #expect(sizes(1) == [500, 1_000, 1_500, 2_000, 2_500])
        #expect(sizes(2) == [250, 353, 433, 500, 559])
        #expect(sizes(4) == [125, 148, 164, 176, 186])
    }

    @Test("The inventory leaves all of a side, less of it, and nothing at its limit")
    func inventory() {
        func factor(_ side: Side, _ held: Double) -> Double {
            SizeProfile.inventoryFactor(side, inventory: held, limit: 10)
        }
        #expect([-20, -10, -5, 0, 5, 10, 20].map { factor(.bid, $0) } == [1, 1, 1, 1, 0.5, 0, 0])
        #expect([-20, -10, -5, 0, 5, 10, 20].map { factor(.ask, $0) } == [0, 0, 0.5, 1, 1, 1, 1])
    }
}
