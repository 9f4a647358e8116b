import Books
import TestKit
import Testing

/// The audit against its plain twin, and where memory ends.
@Suite("The audit of stated tops")
struct TopOfBookAuditTests {
    static func level(_ price: Int64) -> PriceLevel {
        PriceLevel(price: Price(units: price), quantity: Quantity(units: 1))
    }

    static func top(_ sequence: UInt64, _ bid: Int64 = 1, _ ask: Int64 = 2) -> StatedTop {
        StatedTop(venue: VenueID(slot: 0), sequence: sequence, bid: level(bid), ask: level(ask))
    }

    @Test("Tops and states in any interleaving are judged as the twin judges them")
    func twin() {
        forEachSeed(1...400) { seed, generator in
            var audit = TopOfBookAudit()
            var plain = PlainAudit()
            var topSequence = UInt64(0)
            var stateSequence = UInt64(0)
            for step in 0..<60 {
                let verdicts: (TopOfBookAudit.Verdict?, TopOfBookAudit.Verdict?)
                if generator.oneIn(2) {
                    // Now and then a top comes late or twice.
                    topSequence += generator.pick(0...4)
                    let top = Self.top(topSequence - (generator.oneIn(10) ? min(topSequence, 3) : 0))
                    verdicts = (audit.take(top), plain.take(top))
                } else {
                    stateSequence += generator.pick(0...5)
                    let bid = generator.oneIn(20) ? nil : Self.level(generator.oneIn(6) ? 7 : 1)
                    let ask = Self.level(generator.oneIn(12) ? 7 : 2)
                    verdicts = (
                        audit.take(sequence: stateSequence, bid: bid, ask: ask),
                        plain.take(PlainAudit.State(sequence: stateSequence, bid: bid, ask: ask))
                    )
                }
                #expect(verdicts.0 == verdicts.1, "seed \(seed), step \(step)")
            }
            let last = (audit.finish(), plain.finish())
            #expect(last.0 == last.1, "seed \(seed)")
            #expect(audit.compared == plain.compared, "seed \(seed)")
            #expect(audit.matched == plain.matched, "seed \(seed)")
            #expect(audit.mismatches == plain.mismatches, "seed \(seed)")
            #expect(audit.withoutEarlierTop == plain.withoutEarlierTop, "seed \(seed)")
        }
    }

    @Test("A state is judged by the last top that is not newer, once a newer one is there, whichever came first")
    func rule() {
        var audit = TopOfBookAudit()
        #expect(audit.take(Self.top(10)) == nil)
        #expect(audit.take(sequence: 12, bid: Self.level(1), ask: Self.level(2)) == nil)
        #expect(audit.take(Self.top(12)) == nil)
        #expect(audit.take(Self.top(13, 5, 6)) == .matched)
        #expect(audit.take(Self.top(20, 1, 2)) == nil)
        #expect(audit.take(sequence: 13, bid: Self.level(5), ask: Self.level(7)) == .mismatched(at: 13))
        #expect(audit.take(sequence: 19, bid: Self.level(5), ask: Self.level(6)) == .matched)
        #expect(audit.compared == 3)
        #expect(audit.matched == 2)
        #expect(audit.mismatches == [13])
    }

    @Test("A restart forgets what waits and keeps the counts")
    func restart() {
        var audit = TopOfBookAudit()
        audit.take(Self.top(1))
        audit.take(sequence: 1, bid: Self.level(1), ask: Self.level(2))
        audit.take(Self.top(2))
        audit.take(sequence: 5, bid: nil, ask: nil)
        audit.restart()
        #expect(audit.finish() == nil)
        #expect(audit.compared == 1)
        // A book that begins anew may count from lower numbers.
        audit.take(Self.top(1))
        audit.take(sequence: 1, bid: Self.level(1), ask: Self.level(2))
        #expect(audit.finish() == .matched)
        #expect(audit.compared == 2)
    }

    @Test("Only so many mismatches are remembered by number, and all of them are counted")
    func mismatches() {
        var audit = TopOfBookAudit()
        audit.take(Self.top(0))
        let count = UInt64(TopOfBookAudit.mismatchLimit) + 50
        for sequence in 1...count { audit.take(sequence: sequence, bid: nil, ask: nil) }
        #expect(audit.finish() == .mismatched(at: 1))
        #expect(audit.mismatches == Array(1...UInt64(TopOfBookAudit.mismatchLimit)))
        #expect(audit.compared == Int(count))
        #expect(audit.matched == 0)
    }

    @Test("A venue that sends one kind alone for ever costs no memory for ever, and the rest is judged rightly")
    func oneKind() {
        var audit = TopOfBookAudit()
        for sequence in UInt64(1)...200_000 { audit.take(Self.top(sequence)) }
        audit.take(sequence: 200_000, bid: Self.level(1), ask: Self.level(2))
        #expect(audit.take(Self.top(200_001)) == .matched)
        for sequence in UInt64(200_002)...400_000 { audit.take(sequence: sequence, bid: nil, ask: Self.level(2)) }
        #expect(audit.take(Self.top(400_000)) != .matched)
        #expect(audit.matched == 1)
        #expect((1...100_000).contains(audit.compared))
    }
}
