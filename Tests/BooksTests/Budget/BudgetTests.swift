import Books
import Foundation
import TestKit
import Testing

/// Message budgets against the reference, and their reserve.
@Suite("Message budgets")
struct BudgetTests {
    private struct Vectors: Decodable {
        let token_bucket: Section<BucketCase>
        let decaying_counter: Section<CounterCase>

        struct Section<Case: Decodable>: Decodable { let cases: [Case] }
        struct BucketCase: Decodable {
            struct Out: Decodable {
                let t: Decimal
                let cost: Int64
                let ok: Bool
                let wait: Decimal?
                let left: Decimal
            }
            let capacity: Int64
            let rate_per_s: Int64
            let out: [Out]
        }
        struct CounterCase: Decodable {
            struct Out: Decodable {
                let t: Decimal
                let kind: String
                let age: Decimal
                let ok: Bool
                let counter: Decimal
            }
            let limit: Int64
            let decay_per_s: Decimal
            let out: [Out]
        }
    }

    private static func vectors() throws -> Vectors {
        try JSONDecoder().decode(Vectors.self, from: Data(try Fixture.bytes("budgets.json", in: .module)))
    }

    private static func count(_ value: Decimal, _ decimals: Int) throws -> Int64 {
        try DecimalText.parse("\(value)", unit: DecimalUnit(decimals: decimals))
    }

    private static let start = MonotonicTime(nanoseconds: 0)

    @Test("A bucket gives, refuses and waits as the reference does")
    func bucketVectors() throws {
        for item in try Self.vectors().token_bucket.cases {
            var bucket = TokenBucket(
                capacity: item.capacity,
                perSecondThousandths: item.rate_per_s * 1_000,
                reservePercent: 0,
                at: Self.start
            )
            for step in item.out {
                let now = MonotonicTime(nanoseconds: try Self.count(step.t, 9))
                let outcome = bucket.take(step.cost, for: .newOrder, at: now)
                let wait = try step.wait.map { TimeSpan(nanoseconds: try Self.count($0, 9)) }
                #expect(outcome == (wait.map { .wait($0) } ?? .taken))
                #expect(step.ok == (outcome == .taken))
                #expect(try bucket.tokens(at: now) == Self.count(step.left, 0))
            }
        }
    }

    @Test("A counter rises and falls as the reference does")
    func counterVectors() throws {
        for item in try Self.vectors().decaying_counter.cases {
            var counter = DecayingCounter(
                limit: item.limit,
                perSecondThousandths: try Self.count(item.decay_per_s, 3),
                reservePercent: 0,
                at: Self.start
            )
            for step in item.out {
                let now = MonotonicTime(nanoseconds: try Self.count(step.t, 9))
                let age = TimeSpan(nanoseconds: try Self.count(step.age, 9))
                let isCounted = step.kind == "add" ? counter.add(at: now) : counter.cancel(age: age, at: now)
                #expect(isCounted == step.ok)
                #expect(try counter.thousandths(at: now) == Self.count(step.counter, 3))
            }
        }
    }

    @Test("New orders leave a quarter alone; cancellations and questions may use it")
    func reserve() {
        var bucket = TokenBucket(capacity: 8, perSecondThousandths: 1_000, at: Self.start)
        var counter = DecayingCounter(limit: 8, perSecondThousandths: 1_000, at: Self.start)
        for _ in 0..<6 {
            let (outcome, isCounted) = (bucket.take(1, for: .newOrder, at: Self.start), counter.add(at: Self.start))
            #expect(outcome == .taken && isCounted)
        }
        #expect(bucket.outcome(of: 1, for: .newOrder, at: Self.start) == .wait(.seconds(1)))
        #expect(!counter.canAdd(at: Self.start))
        for _ in 0..<2 {
            let outcome = bucket.take(1, for: .protection, at: Self.start)
            #expect(outcome == .taken)
        }
        #expect(bucket.outcome(of: 1, for: .protection, at: Self.start) == .wait(.seconds(1)))
        #expect(bucket.outcome(of: 7, for: .newOrder, at: Self.start) == .never)
        let old = counter.cancel(age: .seconds(60), at: Self.start)
        let young = counter.cancel(age: .zero, at: Self.start)
        #expect(old && !young)
    }

    @Test("The venue's own count wins where it is higher than ours, and only there")
    func venuesWord() {
        var bucket = TokenBucket(capacity: 10, perSecondThousandths: 1_000, at: Self.start)
        bucket.note(used: 7, at: Self.start)
        #expect(bucket.tokens(at: Self.start) == 3)
        bucket.note(used: 1, at: Self.start)
        #expect(bucket.tokens(at: Self.start) == 3)
        bucket.note(used: .max, at: Self.start)
        #expect(bucket.tokens(at: Self.start) == 0)
        var counter = DecayingCounter(limit: 60, perSecondThousandths: 1_000, at: Self.start)
        counter.note(thousandths: 12_500, at: Self.start)
        counter.note(thousandths: 500, at: Self.start)
        #expect(counter.thousandths(at: Self.start) == 12_500)
        counter.note(thousandths: .max, at: Self.start)
        #expect(counter.thousandths(at: Self.start) == 60_000)
    }

    @Test(
        "A bucket never holds more than its capacity, gives no more than it got, and a clock that stands or returns adds nothing"
    )
    func bucketLaw() {
        forEachSeed(1...100) { seed, generator in
            let (capacity, rate) = (generator.pick(Int64(1)...50), generator.pick(Int64(1)...5_000))
            var bucket = TokenBucket(capacity: capacity, perSecondThousandths: rate, reservePercent: 0, at: Self.start)
            var (now, taken) = (Int64(0), Int128(0))
            for _ in 0..<200 {
                now += generator.pick(-1_000_000...200_000_000)
                let cost = generator.pick(Int64(1)...5)
                let time = MonotonicTime(nanoseconds: max(0, now))
                if bucket.take(cost, for: .newOrder, at: time) == .taken { taken += Int128(cost) }
                #expect((0...capacity).contains(bucket.tokens(at: time)), "seed \(seed)")
            }
            // The clock stood at most at the sum of its forward steps.
            let most = Int128(capacity) + Int128(200 * 200_000_000) * Int128(rate) / 1_000_000_000_000
            #expect(taken <= most + 1, "seed \(seed)")
        }
    }

    @Test(
        "A cancellation costs by the order's age",
        arguments: [
            (0, 8), (4_999, 8), (5_000, 6), (10_000, 5), (15_000, 4), (45_000, 2), (90_000, 1), (300_000, 0),
        ]
    )
    func ages(milliseconds: Int64, cost: Int64) {
        #expect(DecayingCounter.cancelCost(age: .milliseconds(milliseconds)) == cost)
    }
}
