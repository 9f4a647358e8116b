import Books
import Testing

/// The table of steps: what it must allow and what it must not.
@Suite("Order phases")
struct OrderPhaseTests {
    @Test(
        "Every open order can be overfilled by one fill, and an overfilled one stays so",
        arguments: OrderPhase.allCases
    )
    func overfill(phase: OrderPhase) {
        #expect(phase.canBecome(.overfilled))
        #expect(OrderPhase.overfilled.canBecome(phase) == (phase == .overfilled))
    }

    @Test("An order that has traded in full trades no less later", arguments: OrderPhase.allCases)
    func full(next: OrderPhase) {
        #expect(OrderPhase.filled.canBecome(next) == (next == .filled || next == .overfilled))
    }

    @Test("No order in doubt becomes merely sent again, and none forgets that it lived")
    func doubt() {
        #expect(!OrderPhase.unknown.canBecome(.sent) && !OrderPhase.unknown.canBecome(.intent))
        for alive in [OrderPhase.live, .partial, .cancelling, .cancelled, .expired, .filled] {
            for before in [OrderPhase.draft, .denied, .intent, .sent, .unknown, .rejected, .neverPlaced] {
                #expect(!alive.canBecome(before), "\(alive) to \(before)")
            }
        }
    }

    @Test("A fill can come after a cancellation, and a cancellation can be refused")
    func surprises() {
        #expect(OrderPhase.cancelled.canBecome(.filled) && OrderPhase.cancelling.canBecome(.filled))
        #expect(OrderPhase.cancelling.canBecome(.live) && OrderPhase.cancelling.canBecome(.partial))
        #expect(OrderPhase.expired.canBecome(.cancelled) && !OrderPhase.cancelled.canBecome(.expired))
        #expect(OrderPhase.rejected.canBecome(.partial) && OrderPhase.neverPlaced.canBecome(.filled))
    }
}
