public import Books

/// One price level of a venue's or the trader's ladder.
public struct LevelView: Sendable, Hashable {
    /// The price.
    public var price: Price
    /// What stands there.
    public var quantity: Quantity

    /// A level of `quantity` at `price`.
    public init(price: Price, quantity: Quantity) {
        self.price = price
        self.quantity = quantity
    }
}
