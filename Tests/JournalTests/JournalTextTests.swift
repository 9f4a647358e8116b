import Books
import Foundation
import Journal
import Strategy
import TestKit
import Testing

/// The journal's text: what is written is read back exactly, and nothing else is read.
@Suite("Journal: text")
struct JournalTextTests {
    @Test("Entries of all kinds with any values are read back as they were, and always written as the same bytes")
    func roundTrip() {
        var kinds: Set<String> = []
        forEachSeed(1...40) { seed, generator in
            var random = RandomEntries(generator: generator)
            for _ in 0..<50 {
                let entry = random.entry()
                let (at, wall) = (MonotonicTime(nanoseconds: -5), WallTime(nanoseconds: .max))
                let payload = entry.payload(at: at, wall: wall)
                kinds.insert(entry.kind)
                let back = try JournalEntry(payload: payload)
                #expect(back == entry, "seed \(seed)")
                #expect(back.payload(at: at, wall: wall) == payload, "seed \(seed)")
                #expect(payload.allSatisfy { $0 >= 0x20 && $0 < 0x7F }, "seed \(seed)")
            }
        }
        #expect(kinds == Set(JournalEntry.kinds))
    }

    @Test("An entry reads as a person expects it, its members in their order")
    func appearance() {
        let entry = JournalEntry.evidence(
            VenueID(slot: 1),
            JournalBench.id(match: 7, leg: 1),
            .fill(
                OrderFill(
                    trade: TradeID("T-1"),
                    quantity: Quantity(units: 150),
                    price: Price(units: 199_990),
                    fee: Fee(asset: .other("BNB"), units: -3),
                    exchangeTime: WallTime(nanoseconds: 42)
                )
            )
        )
        let text = String(
            decoding: entry.payload(at: MonotonicTime(nanoseconds: 1), wall: WallTime(nanoseconds: 2)),
            as: UTF8.self
        )
        let id = JournalBench.id(match: 7, leg: 1).text
        #expect(
            text == #"{"k":"evidence","v":1,"at":1,"wall":2,"venue":1,"order":"\#(id)","says":"fill","trade":"T-1","#
                + #""quantity":150,"price":199990,"fee":-3,"fee_in":"other","fee_asset":"BNB","traded":42}"#
        )
    }

    @Test(
        "A kind or a version of a newer rung is refused in words that say so",
        arguments: [
            (#"{"k":"teleport","v":1,"at":1,"wall":2}"#, JournalTextError.newer(kind: "teleport", version: 1)),
            (#"{"k":"note","v":2,"at":1,"wall":2,"text":"x"}"#, .newer(kind: "note", version: 2)),
            (#"{"k":"note","v":1,"at":1,"wall":2}"#, .missing("text")),
            (#"{"k":"note","v":1,"at":1,"wall":2,"text":7}"#, .unusable("text")),
            (#"{"k":"lost","v":1,"at":1,"wall":2,"count":99999999999999999999}"#, .unusable("count")),
            (#"["k"]"#, .notJSON),
        ]
    )
    func refused(_ text: String, _ error: JournalTextError) {
        #expect(throws: error) { try JournalEntry(payload: Array(text.utf8)) }
        #expect(!error.finding.isEmpty)
    }

    @Test("Any byte of an entry changed gives another entry, the same one in other bytes, or an error: never a trap")
    func damage() {
        forEachSeed(1...20) { _, generator in
            var random = RandomEntries(generator: generator)
            for _ in 0..<5 {
                let entry = random.entry()
                var payload = entry.payload(at: MonotonicTime(nanoseconds: 1), wall: WallTime(nanoseconds: 2))
                let place = random.generator.pick(0...payload.count - 1)
                payload[place] = random.generator.pick(0...255)
                do { _ = try JournalEntry(payload: payload) } catch is JournalTextError {}
            }
        }
    }
}
