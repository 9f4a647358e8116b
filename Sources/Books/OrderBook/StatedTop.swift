/// The best bid and ask that a venue states itself, apart from its depth messages.
public struct StatedTop: Sendable, Equatable {
    /// Where it comes from.
    public let venue: VenueID
    /// The venue's number of the change after which this was the top.
    public let sequence: UInt64
    /// The best bid.
    public let bid: PriceLevel
    /// The best ask.
    public let ask: PriceLevel

    /// The top of `venue`'s book after its change number `sequence`.
    public init(venue: VenueID, sequence: UInt64, bid: PriceLevel, ask: PriceLevel) {
        self.venue = venue
        self.sequence = sequence
        self.bid = bid
        self.ask = ask
    }
}
