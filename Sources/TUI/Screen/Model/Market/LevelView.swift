public import Books

/// One price level of a venue's ladder.
public struct LevelView: Sendable, Hashable {
    /// The price.
    public var price: Price
    /// What stands there.
    public var quantity: Quantity
    /// How much of our own orders stands there or, on its way, reaches down to there.
    public var own: Quantity

    /// A level of `quantity` at `price`, at which `own` is ours.
    public init(price: Price, quantity: Quantity, own: Quantity = .zero) {
        self.price = price
        self.quantity = quantity
        self.own = own
    }
}
