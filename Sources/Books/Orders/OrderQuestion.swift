/// A question to a venue about one order.
public struct OrderQuestion: Sendable, Hashable {
    /// Which order.
    public let id: ClientOrderID
    /// Which venue.
    public let venue: VenueID
    /// The how manyth question of its kind about this order: the answer's evidence carries it.
    public let number: Int

    /// A question.
    public init(id: ClientOrderID, venue: VenueID, number: Int) {
        self.id = id
        self.venue = venue
        self.number = number
    }
}
