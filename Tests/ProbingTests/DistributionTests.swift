import Books
import Foundation
import TestKit
import Testing

@testable import Probing

/// Quantiles and their intervals: exact against a naive count, and honest over many seeds.
@Suite("Distribution: what is measured and how sure")
struct DistributionTests {
    @Test("A quantile is the nearest rank of the sorted values")
    func nearestRank() {
        forEachSeed(1...40) { seed, random in
            let count = random.pick(1...400)
            let values = (0..<count).map { _ in TimeSpan(nanoseconds: random.pick(0...500)) }
            let distribution = Distribution(values)
            let sorted = values.map(\.nanoseconds).sorted()
            for (quantile, share) in [(Quantile.p50, 0.5), (.p90, 0.9), (.p99, 0.99), (.p999, 0.999)] {
                let rank = max(1, Int((share * Double(count)).rounded(.up)))
                #expect(distribution[quantile]?.value == sorted[rank - 1], "seed \(seed) \(quantile)")
            }
            #expect(distribution[.minimum]?.value == sorted[0], "seed \(seed)")
        }
    }

    @Test("What was lost is slower than everything that came")
    func lost() {
        let values: [TimeSpan?] = (1...90).map { TimeSpan(nanoseconds: $0) } + [TimeSpan?](repeating: nil, count: 10)
        let distribution = Distribution(values)
        #expect(distribution.lost == 10)
        #expect(distribution.lostShare == 100_000)
        #expect(distribution[.p90]?.value == 90)
        #expect(distribution[.p99]?.value == nil)
        #expect(distribution[.p99]?.high == nil)
    }

    @Test("Few values tell no ends of an interval")
    func fewValues() {
        var random = SplitMix64(seed: 8)
        let distribution = Distribution((1...100).shuffled(using: &random).map { TimeSpan(nanoseconds: $0) })
        #expect(distribution[.p50]?.low != nil)
        #expect(distribution[.p50]?.high != nil)
        #expect(distribution[.p99]?.high == nil)
        #expect(distribution[.p999]?.high == nil)
        #expect(distribution[.minimum]?.low == nil)
        #expect(Distribution([TimeSpan(nanoseconds: 5)])[.p50] == QuantileEstimate(.p50, value: 5, low: nil, high: nil))
        #expect(Distribution([]).estimates.isEmpty)
    }

    @Test("Values that only rise tell nothing of a median")
    func trend() {
        let distribution = Distribution((1...100).map { TimeSpan(nanoseconds: $0) })
        #expect(distribution[.p50] == QuantileEstimate(.p50, value: 50, low: nil, high: nil))
    }

    @Test("The same values have the same intervals")
    func repeatable() {
        var random = SplitMix64(seed: 3)
        let values = (0..<300).map { _ in TimeSpan(nanoseconds: random.pick(0...1_000_000)) }
        #expect(Distribution(values) == Distribution(values))
    }

    /// Values whose median is known: independent ones, and ones that come in bursts of about eight.
    static let kinds = ["independent", "bursts"]

    @Test("The interval of the median and of p90 holds the truth in at least 92 of 100 measurements", arguments: kinds)
    func coverage(kind: String) {
        var held = [Quantile.p50: 0, .p90: 0]
        let runs: UInt64 = 100
        forEachSeed(1...runs) { _, random in
            var level = 0.0
            let values = (0..<200).map { _ -> TimeSpan? in
                // A uniform number from a normal walk with memory keeps the marginal distribution known.
                let memory = kind == "bursts" ? 0.8 : 0
                level = memory * level + (1 - memory * memory).squareRoot() * Self.normal(&random)
                let uniform = 0.5 * erfc(-level / 2.0.squareRoot())
                return TimeSpan(nanoseconds: Int64(1_000_000 - 300_000 * log(max(1e-12, 1 - uniform))))
            }
            let distribution = Distribution(values)
            for (quantile, share) in [(Quantile.p50, 0.5), (.p90, 0.9)] {
                let truth = Int64(1_000_000 - 300_000 * log(1 - share))
                guard let estimate = distribution[quantile] else { continue }
                if (estimate.low ?? .min) <= truth, truth <= (estimate.high ?? .max) { held[quantile, default: 0] += 1 }
            }
        }
        for (quantile, count) in held { #expect(count >= Int(runs) * 92 / 100, "\(quantile): \(count) of \(runs)") }
    }

    /// A normal number by Box and Muller.
    private static func normal(_ random: inout SplitMix64) -> Double {
        let first = Double(random.pick(1...1_000_000)) / 1_000_001
        let second = Double(random.pick(0...999_999)) / 1_000_000
        return (-2 * log(first)).squareRoot() * cos(2 * Double.pi * second)
    }
}

/// Differences of two measurements.
@Suite("Difference: what two measurements tell apart")
struct DifferenceTests {
    @Test("The interval of a difference holds the truth, and no difference is found where there is none")
    func coverage() {
        var held = 0
        var wrong = 0
        let runs: UInt64 = 100
        forEachSeed(1...runs) { _, random in
            let draw = { (base: Int64, random: inout SplitMix64) in
                Distribution((0..<200).map { _ in TimeSpan(nanoseconds: base + random.pick(0...400_000)) })
            }
            let left = draw(1_300_000, &random)
            let right = draw(1_000_000, &random)
            let same = draw(1_000_000, &random)
            if let first = left[.p50], let second = right[.p50], let third = same[.p50] {
                let difference = Difference(first, second, comparisons: 1)
                if (difference?.low ?? .min) <= 300_000, (difference?.high ?? .max) >= 300_000 { held += 1 }
                if Difference(third, second, comparisons: 1)?.mayBeNothing == false { wrong += 1 }
            }
        }
        #expect(held >= Int(runs) * 93 / 100, "\(held) of \(runs)")
        #expect(wrong <= Int(runs) * 8 / 100, "\(wrong) of \(runs)")
    }

    @Test("More comparisons make wider intervals, and foreign numbers overflow nothing")
    func widths() {
        let left = QuantileEstimate(.p50, value: 500, low: 400, high: 600)
        let right = QuantileEstimate(.p50, value: 100, low: 100, high: 100)
        #expect(Difference(left, right, comparisons: 1) == Difference(value: 400, low: 300, high: 500))
        #expect(Difference(left, right, comparisons: 10) == Difference(value: 400, low: 257, high: 543))
        let absurd = QuantileEstimate(.p50, value: .max, low: .min, high: .max)
        let other = QuantileEstimate(.p50, value: .min, low: .min, high: .max)
        #expect(Difference(absurd, other, comparisons: 3)?.value == .max)
    }

    @Test("The root of a whole number is the largest whose square is not above it")
    func roots() {
        forEachSeed(1...200) { seed, random in
            let number = Int128(random.next() >> random.pick(0...63)) * Int128(random.next() >> random.pick(0...63)) / 2
            let root = number.root
            #expect(root * root <= number, "seed \(seed)")
            #expect((root + 1) * (root + 1) > number, "seed \(seed)")
        }
    }
}
