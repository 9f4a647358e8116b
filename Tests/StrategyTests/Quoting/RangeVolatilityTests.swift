import TestKit
import Testing

@testable import Strategy

/// The volatility by bars.
@Suite("The range estimators")
struct RangeVolatilityTests {
    @Test("Every estimator gives its reference value")
    func reference() throws {
        let vectors = try Vectors.read().volatility
        let bars = vectors.barsOhlc.map { PriceBar(open: $0[0], high: $0[1], low: $0[2], close: $0[3]) }
        let measured = RangeVolatility(bars, samplesAreSixty: false)
        let expected = vectors.perBarLogSigma
        for (estimator, value) in [
            (RangeEstimator.closeToClose, expected.closeToCloseZeroMean),
            (.closeToCloseSample, expected.closeToCloseSample),
            (.riskMetrics, expected.riskMetrics),
            (.parkinson, expected.parkinson),
            (.garmanKlass, expected.garmanKlass),
            (.garmanKlassFull, expected.garmanKlassFull),
            (.rogersSatchell, expected.rogersSatchell),
            (.yangZhang, expected.yangZhang),
        ] {
            let found = try #require(measured.sigma(estimator))
            #expect(isSame(found, value), "\(estimator): \(found), not \(value)")
        }
        let two = RangeVolatility(Array(bars.prefix(2)), samplesAreSixty: false)
        #expect(two.sigma(.yangZhang) == nil && two.sigma(.closeToCloseSample) == nil)
        #expect(RangeVolatility([], samplesAreSixty: true).sigma(.parkinson) == nil)
    }

    /// A normal number, near enough: the sum of twelve uniform ones.
    private static func normal(_ generator: inout SplitMix64) -> Double {
        (0..<12).reduce(-6) { sum, _ in sum + RandomMarket.uniform(&generator) }
    }

    @Test("With samples a second apart every estimator finds the true volatility, its bias taken out")
    func bias() throws {
        var generator = SplitMix64(seed: QuotedMarket.seed)
        let sigma = 2.5
        var sums = RangeEstimator.allCases.map { _ in 0.0 }
        let hours = 12
        for _ in 0..<hours {
            var slow = SlowVolatility()
            var price = 3_500.0
            slow.add(price)
            for second in 1...3_600 {
                price *= RealFunctions.exp(sigma * 1e-4 * Self.normal(&generator))
                slow.add(price)
                #expect((slow.sigma(.parkinson) == nil) == (second < 60))
            }
            for (place, estimator) in RangeEstimator.allCases.enumerated() {
                let found = try #require(slow.sigma(estimator))
                sums[place] += found * found
            }
        }
        for (place, estimator) in RangeEstimator.allCases.enumerated() {
            let ratio = (sums[place] / Double(hours)).squareRoot() / sigma
            // Half a per cent to three of noise, by the estimator.
            #expect((0.93...1.07).contains(ratio), "\(estimator) reads \(ratio) of the true volatility")
        }
    }

    @Test("A bar with a hole is not counted, and the run begins anew")
    func holes() {
        var slow = SlowVolatility()
        for second in 0...59 { slow.add(100 + Double(second % 3)) }
        slow.breakChain()
        for second in 0...59 { slow.add(200 + Double(second % 3)) }
        #expect(slow.sigma(.parkinson) == nil)
        slow.add(201)
        #expect(slow.sigma(.parkinson) != nil)
        #expect(slow.sigma(.closeToClose) == nil, "there is one bar")
        slow.add(.nan)
        slow.add(-1)
        #expect(slow.sigma(.parkinson)?.isFinite == true)
    }
}
