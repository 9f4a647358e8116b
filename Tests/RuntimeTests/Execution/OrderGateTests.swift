import Books
import Runtime
import Strategy
import Testing

@Suite("The last gate")
struct OrderGateTests {
    private let venue = VenueID(slot: 1)

    private func openGate() -> OrderGate {
        let gate = OrderGate()
        gate.set(true, for: venue)
        return gate
    }

    @Test("It is open for a venue by the trader's word, and only without a latch")
    func latches() {
        let gate = openGate()
        #expect(gate.isOpen(for: venue) && !gate.isOpen(for: VenueID(slot: 0)))
        for latch in [OrderGate.Latch.kill, .hold, .watchdog] {
            gate.close(latch)
            #expect(!gate.isOpen(for: venue) && gate.isClosed(latch))
            gate.release(latch, seen: 0)
            #expect(gate.isOpen(for: venue))
        }
    }

    @Test("A latch stays closed over the trader's word while it does not know of the last key")
    func overtaken() {
        let gate = openGate()
        let first = gate.closeAtOnce(.hold)
        let second = gate.closeAtOnce(.hold)
        // A yes from before the second key, carried out after it.
        gate.release(.hold, seen: first)
        #expect(gate.isClosed(.hold))
        // The other latches, too: which of them the key was about is not asked.
        gate.close(.watchdog)
        gate.release(.watchdog, seen: first)
        #expect(gate.isClosed(.watchdog))
        gate.release(.watchdog, seen: second)
        gate.release(.hold, seen: second)
        #expect(gate.isOpen(for: venue))
    }

    @Test("However keys and the trader's word meet, a key that the trader has not heard of keeps it closed")
    func races() async {
        let gate = openGate()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for _ in 0..<20_000 { gate.release(.hold, seen: 0) }
            }
            group.addTask {
                _ = gate.closeAtOnce(.hold)
                for _ in 0..<20_000 where !gate.isClosed(.hold) { Issue.record("the key's latch was taken back") }
            }
        }
        #expect(gate.isClosed(.hold))
    }

    @Test("The number of the last closing goes along with the commands that wait")
    func mailbox() {
        let mailbox = Mailbox()
        var taken = Mailbox.Contents()
        mailbox.put(.hold(nil), closing: 3)
        mailbox.put(.kill(.person), closing: 2)
        mailbox.put(.strategyOn)
        mailbox.take(into: &taken)
        #expect(taken.commands == [.hold(nil), .kill(.person), .strategyOn] && taken.closing == 3)
        taken.removeAll()
        #expect(taken.closing == 0)
    }
}
