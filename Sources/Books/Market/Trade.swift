/// A trade that a venue reported.
public struct Trade: Sendable, Hashable {
    /// Where it happened.
    public let venue: VenueID
    /// The price, in the instrument's price units.
    public let price: Price
    /// The amount of the base asset, in the instrument's quantity units.
    public let quantity: Quantity
    /// Who was the aggressor.
    public let side: TradeSide
    /// The venue's number of the trade.
    public let identifier: Int64
    /// When it happened, by the venue's clock.
    public let exchangeTime: WallTime?

    /// A trade with all its facts.
    public init(
        venue: VenueID,
        price: Price,
        quantity: Quantity,
        side: TradeSide,
        identifier: Int64,
        exchangeTime: WallTime?
    ) {
        self.venue = venue
        self.price = price
        self.quantity = quantity
        self.side = side
        self.identifier = identifier
        self.exchangeTime = exchangeTime
    }
}
