import Books
import Runtime
import TUI
import TestKit
import Testing

/// What the exit code is made of.
@Suite("Orders that are left at the end")
struct OrdersLeftTests {
    @Test("Nothing is said where every order has ended, and otherwise where they are and of how many nothing is known")
    func sentence() {
        var model = SampleConsole.normal.model
        #expect(model.orders.contains { $0.phase.isOpen })
        model.orders.removeAll { $0.phase.isOpen }
        #expect(!model.orders.isEmpty)
        #expect(OrdersLeft.sentence(model) == nil)
        model.orders[0].phase = .unknown
        #expect(
            OrdersLeft.sentence(model)
                == "1 order is not known to have ended at \(model.venues[model.orders[0].venue.slot].name), of 1 of them "
                + "nothing is known: look at the venue, or start again, which asks for them"
        )
        model.orders[1].phase = .working
        model.orders[1].venue = VenueID(slot: 1 - model.orders[0].venue.slot)
        #expect(
            OrdersLeft.sentence(model)?.hasPrefix("2 orders are not known to have ended at BINANCE and KRAKEN") == true
        )
    }
}
