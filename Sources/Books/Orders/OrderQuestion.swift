/// A question to a venue about one order.
public struct OrderQuestion: Sendable, Hashable {
    /// Which order.
    public let id: ClientOrderID
    /// Which venue.
    public let venue: VenueID
    /// The how manyth question of its kind about this order: the answer's evidence carries it.
    public let number: Int
    /// Whether the account's trades are to be read as well where the venue does not know the order.
    ///
    /// They are needed once, by the last question that a proof of absence needs; before that they only cost.
    public let wantsTrades: Bool
    /// Whether the order's fence has not passed: that the venue does not know it will prove nothing yet.
    public let isEarly: Bool
    /// Whether the order may stand at the venue; one that trades at once or ends is not among those that are open.
    public let canStand: Bool
    /// From when on the order can have traded, by the calendar; nil where who sent it knows.
    public let since: WallTime?

    /// A question.
    public init(
        id: ClientOrderID,
        venue: VenueID,
        number: Int,
        wantsTrades: Bool = false,
        isEarly: Bool = false,
        canStand: Bool = true,
        since: WallTime? = nil
    ) {
        self.id = id
        self.venue = venue
        self.number = number
        self.wantsTrades = wantsTrades
        self.isEarly = isEarly
        self.canStand = canStand
        self.since = since
    }
}
