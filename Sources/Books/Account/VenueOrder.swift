/// An order that stands at a venue, by the venue's word: ours or another's.
public struct VenueOrder: Sendable, Hashable {
    /// The venue's own name for it.
    public let venueOrderID: String
    /// Our name for it; nil where its name is not of our form, so that it is a foreign one.
    public let id: ClientOrderID?
    /// Whether it buys or sells.
    public let side: OrderSide
    /// The worst price at which it may trade.
    public let limit: Price
    /// How much it is for.
    public let quantity: Quantity
    /// How much of it has traded.
    public let cumulative: Quantity

    /// An order with all its parts.
    public init(
        venueOrderID: String,
        id: ClientOrderID?,
        side: OrderSide,
        limit: Price,
        quantity: Quantity,
        cumulative: Quantity
    ) {
        self.venueOrderID = venueOrderID
        self.id = id
        self.side = side
        self.limit = limit
        self.quantity = quantity
        self.cumulative = cumulative
    }
}
