import Books
import Journal
import Testing

@testable import Runtime
@testable import Strategy

/// What a step of the trader leaves in the journal.
@Suite("What is written down")
struct JournalBatchTests {
    @Test("Trades were read for certain only where the balances are what they make them", arguments: [true, false])
    func reading(agrees: Bool) {
        let reading = AccountReading(
            venue: VenueID(slot: 0),
            askedAt: MonotonicTime(nanoseconds: 5),
            tradesSince: WallTime(nanoseconds: 7),
            openOrders: 0,
            orphans: [],
            foreignOrders: 0,
            drift: nil,
            agrees: agrees,
            opening: nil,
            isFirst: true
        )
        var batch = JournalBatch(at: MonotonicTime(nanoseconds: 5), wallTime: WallTime(nanoseconds: 1_000))
        batch.take(.reconciled(reading), nil)
        guard case .reconciled(let outcome)? = batch.entries.first else {
            Issue.record("\(batch.entries)")
            return
        }
        #expect(outcome.tradesSince == (agrees ? WallTime(nanoseconds: 7) : nil))
    }
}
