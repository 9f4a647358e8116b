public import Books

/// An order as the sentinel knows it: enough to cancel it.
public struct SentinelOrder: Sendable, Hashable {
    /// Where it may stand.
    public let venue: VenueID
    /// Our name for it.
    public let id: ClientOrderID

    /// An order at a venue.
    public init(venue: VenueID, id: ClientOrderID) {
        self.venue = venue
        self.id = id
    }

    /// Reads it as ``text`` writes it: the venue's slot, a colon, the name.
    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let slot = Int(parts[0]), (0..<VenueID.limit).contains(slot),
            let id = ClientOrderID(parts[1])
        else { return nil }
        self.init(venue: VenueID(slot: slot), id: id)
    }

    var text: String { "\(venue.slot):\(id.text)" }
}
