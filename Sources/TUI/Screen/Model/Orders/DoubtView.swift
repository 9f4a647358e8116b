public import Books

/// What is in doubt at one venue: how much, since when and until when.
public struct DoubtView: Sendable, Hashable {
    /// The venue.
    public var venue: VenueID
    /// How many orders nobody knows the end of.
    public var orders: Int
    /// How much they would buy if all of them were filled; it stays reserved meanwhile.
    public var buying: Quantity
    /// How much they would sell.
    public var selling: Quantity
    /// The time since the oldest of them became unknown.
    public var elapsed: TimeSpan
    /// The time until the doubt ends by itself, where the venue promises one.
    public var endsIn: TimeSpan?
    /// What is being done, in a few words: `asked 3 times`.
    public var step: String

    /// A doubt.
    public init(
        venue: VenueID,
        orders: Int,
        buying: Quantity,
        selling: Quantity,
        elapsed: TimeSpan,
        endsIn: TimeSpan? = nil,
        step: String = ""
    ) {
        self.venue = venue
        self.orders = orders
        self.buying = buying
        self.selling = selling
        self.elapsed = elapsed
        self.endsIn = endsIn
        self.step = step
    }
}
