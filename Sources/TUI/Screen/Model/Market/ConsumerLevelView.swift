public import Books

/// One price level of the consumer book, and where it comes from.
public struct ConsumerLevelView: Sendable, Equatable {
    /// The price.
    public var price: Price
    /// What stands there at all venues together.
    public var total: Quantity
    /// What stands there at each venue.
    public var parts: VenueQuantities

    /// A level of `total` at `price`, made of `parts`.
    public init(price: Price, total: Quantity, parts: VenueQuantities) {
        self.price = price
        self.total = total
        self.parts = parts
    }

    /// The price and the total alone.
    var plain: LevelView { LevelView(price: price, quantity: total) }
}
