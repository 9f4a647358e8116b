public import Books

/// A venue's last trade.
public struct LastTradeView: Sendable, Hashable {
    /// The price.
    public var price: Price
    /// The amount.
    public var quantity: Quantity
    /// The price against that of the trade before.
    public var move: PriceMove

    /// A trade of `quantity` at `price`.
    public init(price: Price, quantity: Quantity, move: PriceMove) {
        self.price = price
        self.quantity = quantity
        self.move = move
    }
}
