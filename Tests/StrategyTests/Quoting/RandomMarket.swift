import Books
import Foundation
import TestKit

@testable import Strategy

/// A market that was drawn, what a strategy quoted in it, and the draw's number to find it again.
struct QuotedMarket {
    /// How many are drawn.
    static let count = 100_000
    /// The seed of the draws; another one by the environment variable `RUNG_TEST_SEED`.
    static let seed = ProcessInfo.processInfo.environment["RUNG_TEST_SEED"].flatMap { UInt64($0) } ?? 6

    let number: Int
    let market: QuotingMarket
    let quotes: QuoteSet
    let refusal: QuoteRefusal?

    /// The markets that the ladder strategy was asked for, drawn once for all tests.
    static let ladder = draw(LadderQuoter())
    /// The same for the strategy with a fixed spread, a tenth as many.
    static let fixed = draw(FixedQuoter(), count: count / 10)

    private static func draw(_ quoter: some Quoter, count: Int = count) -> [QuotedMarket] {
        var quoter = quoter
        var generator = SplitMix64(seed: seed)
        let depths = (0..<500).map { _ in RandomMarket.depth(&generator) }
        return (0..<count).map { number in
            let market = RandomMarket.draw(&generator, depths)
            var quotes = QuoteSet()
            let refusal = quoter.quote(market, into: &quotes)
            return QuotedMarket(number: number, market: market, quotes: quotes, refusal: refusal)
        }
    }

    /// Where it is found again.
    var place: String { "seed \(Self.seed), market \(number): \(quotes.bids) \(quotes.asks)" }
}

/// Draws markets: usual ones, and ones that no exchange has seen.
enum RandomMarket {
    /// What usually rests in a book: a few bands to all, each with anything from nothing to very much.
    static func depth(_ generator: inout SplitMix64) -> UsualDepth {
        func side() -> [Double] {
            (0..<generator.pick(1...UsualDepth.bands)).map { _ in
                generator.oneIn(60) ? 0 : spread(&generator, 1e3, 1e13)
            }
        }
        return UsualDepth(bids: side(), asks: side())
    }

    /// A number of 0 up to 1.
    static func uniform(_ generator: inout SplitMix64) -> Double {
        Double(generator.next() >> 11) * 0x1p-53
    }

    /// A number whose order of magnitude is uniform.
    static func spread(_ generator: inout SplitMix64, _ low: Double, _ high: Double) -> Double {
        low * RealFunctions.power(high / low, uniform(&generator))
    }

    /// A market; `depths` are the sizes it may have.
    static func draw(_ generator: inout SplitMix64, _ depths: [UsualDepth]) -> QuotingMarket {
        let fair = spread(&generator, 1e3, 1e11)
        let tick = Int64(spread(&generator, 1, max(1.5, fair * 1e-3)))
        let lot = (generator.below(3) == 0) ? Int64(spread(&generator, 1, 1e3)) : 1
        let touch = fair * spread(&generator, 1e-8, 1e-3)
        // One in four markets has venues that disagree, so that its best bid is above its best ask.
        let lean = (generator.below(4) == 0) ? -touch : touch
        let bid = Int64((fair - lean * uniform(&generator)) / Double(tick)) * tick
        let ask = Int64((fair + lean * uniform(&generator)) / Double(tick) + 1) * tick
        let sigma = spread(&generator, MarketModel.sigmas.lowerBound, MarketModel.sigmas.upperBound)
        let perOne = spread(&generator, 1e4, 1e9)
        var parameters = Self.parameters[generator.below(Self.parameters.count)]
        parameters.profile = QuotingProfile.allCases[generator.below(3)]
        parameters.model = SpreadModel.allCases[generator.below(2)]
        let position = parameters[.position] * perOne / fair
        let held = (3 * uniform(&generator) - 1.5) * position
        return QuotingMarket(
            fair: fair,
            sigma: sigma,
            usualSigma: (generator.below(5) == 0) ? sigma : spread(&generator, 0.05, 20),
            fillRate: spread(&generator, TradeIntensity.rates.lowerBound, TradeIntensity.rates.upperBound),
            fillDecay: spread(&generator, TradeIntensity.decays.lowerBound, TradeIntensity.decays.upperBound),
            bestBid: Price(units: max(bid, 1)),
            bestAsk: Price(units: max(ask, 1)),
            rules: VenueListing(
                tick: Price(units: tick),
                lot: Quantity(units: lot),
                minimumNotional: Notional(
                    units: Int128((generator.below(5) == 0) ? 0 : spread(&generator, 1, 20) * perOne)
                )
            ),
            notionalPerOne: perOne,
            inventory: Quantity(units: Int64(min(max(held, -1e17), 1e17))),
            taker: parameters.profile == .taking && generator.below(3) == 0 ? Side.allCases[generator.below(2)] : nil,
            parameters: parameters,
            depth: depths[generator.below(depths.count)]
        )
    }

    /// Parameters over their whole ranges, drawn once.
    private static let parameters: [QuotingParameters] = {
        var generator = SplitMix64(seed: QuotedMarket.seed)
        return (0..<500).map { _ in
            var parameters = QuotingParameters()
            for name in ParameterName.allCases where generator.oneIn(2) {
                let range = name.range
                let drawn = Int64(spread(&generator, Double(max(range.lowerBound, 1)), Double(range.upperBound)))
                let value = min(max(drawn, range.lowerBound), range.upperBound)
                let whole = name.isWhole ? value / 1_000_000 * 1_000_000 : value
                let text = DecimalText.plain(Int128(whole), decimals: ParameterName.unit.decimals)
                do {
                    try parameters.set(name.rawValue, to: text)
                } catch {
                    continue
                }
            }
            return parameters
        }
    }()
}

extension SplitMix64 {
    /// A number below `count`, without the generic detours of the standard library: the draws are many.
    mutating func below(_ count: Int) -> Int {
        Int(next() % UInt64(count))
    }
}
