public import TUI

/// What is left at the venues when the console ends.
public enum OrdersLeft {
    /// What is said where not even that is known, because the trader has not answered.
    public static let unknown =
        "orders are not known to have ended, nor how many, because the trader did not answer: look at the venues, or start "
        + "again, which asks for them"

    /// A sentence about orders of which nobody knows that they have ended; nothing where all have.
    public static func sentence(_ model: ConsoleViewModel) -> String? {
        let open = model.orders.filter(\.phase.isOpen)
        guard !open.isEmpty else { return nil }
        let unknown = open.count { $0.phase == .unknown }
        let venues = model.venues.filter { venue in open.contains { $0.venue == venue.venue } }.map(\.name)
        let count = open.count == 1 ? "1 order is" : "\(open.count) orders are"
        return
            "\(count) not known to have ended at \(venues.joined(separator: " and ")), of \(unknown) of them nothing is "
            + "known: look at the venue, or start again, which asks for them"
    }
}
