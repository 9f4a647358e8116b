import Books
import Strategy
import TestKit
import Testing

/// An order is the set of its evidence: the order of arrival and repetition mean nothing.
@Suite("Order records")
struct OrderRecordTests {
    @Test("Shuffled and repeated evidence leads to the same record, phase and flags")
    func anyOrder() {
        var seen: Set<OrderPhase> = []
        forEachSeed(1...2_000) { seed, generator in
            let evidence =
                [OrderEvidence.intent] + (0..<generator.pick(0...9)).map { _ in OrderBench.anyEvidence(&generator) }
            var plain = OrderBench.record()
            for item in evidence { plain.add(item) }
            seen.insert(plain.phase)
            for _ in 0..<3 {
                var shuffled = evidence + evidence.filter { _ in generator.oneIn(2) }
                shuffled.shuffle(using: &generator)
                var other = OrderBench.record()
                for item in shuffled { other.add(item) }
                #expect(other == plain, "seed \(seed)")
                #expect(other.phase == plain.phase && other.flags == plain.flags, "seed \(seed)")
            }
        }
        #expect(seen.isSuperset(of: Set(OrderPhase.allCases).subtracting([.draft, .denied])))
    }

    @Test("More evidence takes only the steps that there are, and every one of them; what has traded never falls")
    func steps() {
        var taken: Set<Step> = []
        forEachSeed(1...15_000) { seed, generator in
            var record = OrderBench.record()
            record.add(.intent)
            for _ in 0..<generator.pick(1...12) {
                let before = record
                record.add(OrderBench.anyEvidence(&generator))
                let (old, new) = (before.phase, record.phase)
                taken.insert(Step(from: old, to: new))
                #expect(old.canBecome(new), "seed \(seed): \(old) to \(new)")
                #expect(record.cumulative >= before.cumulative, "seed \(seed)")
            }
        }
        for old in OrderPhase.allCases where old != .draft && old != .denied {
            for new in OrderPhase.allCases where old != new && old.canBecome(new) {
                #expect(taken.contains(Step(from: old, to: new)), "\(old) to \(new) is allowed and never happens")
            }
        }
    }

    private struct Step: Hashable {
        let from: OrderPhase
        let to: OrderPhase
    }

    @Test("A fill is given back to be booked once, whoever tells of it again")
    func bookedOnce() {
        var record = OrderBench.record()
        #expect(record.add(.fill(OrderBench.fill("t1", 3))) == OrderBench.fill("t1", 3))
        #expect(record.add(.fill(OrderBench.fill("t1", 3))) == nil)
        #expect(record.add(.fill(OrderBench.fill("t1", 4))) == nil)
        #expect(record.filled == Quantity(units: 3))
        #expect(record.flags == [.conflict, .query])
    }

    @Test(
        "A fill of nothing, or at no price, is not one: the venue is asked",
        arguments: [(0, 100), (-3, 100), (3, 0)]
    )
    func implausible(quantity: Int64, price: Int64) {
        var record = OrderBench.record()
        #expect(record.add(.fill(OrderBench.fill("t1", quantity, at: price))) == nil)
        #expect(record.cumulative == .zero && record.flags.contains(.conflict))
    }

    @Test("Fills beyond all counting do not trap")
    func absurd() {
        var record = OrderBench.record()
        record.add(.fill(OrderBench.fill("t1", .max)))
        record.add(.fill(OrderBench.fill("t2", .max)))
        #expect(record.phase == .overfilled && record.filled == Quantity(units: .max))
    }

    @Test("Questions before the fence prove nothing, however many; two different ones after it do")
    func absence() {
        var record = OrderBench.record()
        for evidence in [OrderEvidence.intent, .sendStarted, .ambiguous(.timeout)] { record.add(evidence) }
        for number in 0..<50 { record.add(.notFound(number: number, .beforeFence)) }
        record.add(.notFound(number: 51, .afterFence))
        record.add(.notFound(number: 51, .afterFence))
        #expect(record.phase == .unknown)
        record.add(.notFound(number: 52, .afterFence))
        #expect(record.phase == .neverPlaced)
    }

    @Test("A fence passes when the venue can no longer take the order, and never before")
    func fences() {
        let expiry = MonotonicTime(nanoseconds: 2_000_000_000)
        let kraken = Fence(expiresAt: expiry, rule: .engineDeadline, clockError: .milliseconds(20))
        #expect(kraken.passesAt == expiry + .milliseconds(20))
        let binance = Fence(expiresAt: expiry, rule: .receiveWindow, clockError: .milliseconds(20))
        #expect(binance.passesAt == expiry + .milliseconds(10_020))
        #expect(!binance.hasPassed(at: expiry + .milliseconds(10_019)) && binance.hasPassed(at: binance.passesAt))
        let absurd = Fence(expiresAt: expiry, rule: .receiveWindow, clockError: TimeSpan(nanoseconds: .max))
        #expect(absurd.passesAt == MonotonicTime(nanoseconds: .max))
        let negative = Fence(expiresAt: expiry, rule: .engineDeadline, clockError: .milliseconds(-5))
        #expect(negative.passesAt == expiry)
    }
}
