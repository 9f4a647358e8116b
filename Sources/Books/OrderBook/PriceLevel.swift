/// A price and what stands there.
///
/// In a change, quantity zero removes the level.
public struct PriceLevel: Sendable, Hashable {
    /// The price.
    public var price: Price
    /// The whole quantity at that price, not a difference.
    public var quantity: Quantity

    /// `quantity` at `price`.
    @inlinable
    public init(price: Price, quantity: Quantity) {
        self.price = price
        self.quantity = quantity
    }
}
