/// A new order for one venue, complete: what is written down before it is sent.
public struct OrderRequest: Sendable, Hashable {
    /// Our name for it.
    public let id: ClientOrderID
    /// Where it goes.
    public let venue: VenueID
    /// Whether it buys or sells.
    public let side: OrderSide
    /// The worst price at which it may trade.
    public let limit: Price
    /// How much it is for.
    public let quantity: Quantity
    /// How long it may stand.
    public let timeInForce: TimeInForce
    /// The instant from which the venue must refuse it: no byte of it leaves later, and the venue is told.
    ///
    /// Binance by `recvWindow`, Kraken by `deadline`. An order of which nothing is heard is in doubt for a bounded time
    /// only because of this.
    public let expiresAt: MonotonicTime

    /// An order with all its parts.
    public init(
        id: ClientOrderID,
        venue: VenueID,
        side: OrderSide,
        limit: Price,
        quantity: Quantity,
        timeInForce: TimeInForce = .immediateOrCancel,
        expiresAt: MonotonicTime
    ) {
        self.id = id
        self.venue = venue
        self.side = side
        self.limit = limit
        self.quantity = quantity
        self.timeInForce = timeInForce
        self.expiresAt = expiresAt
    }
}
