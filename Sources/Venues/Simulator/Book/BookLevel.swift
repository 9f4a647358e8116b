/// A price and how much stands there, in the instrument's units.
public struct BookLevel: Sendable, Hashable {
    /// The price, in price units.
    public var price: Int64
    /// The quantity, in quantity units; zero means that nothing stands there.
    public var quantity: Int64

    /// `quantity` at `price`.
    @inlinable
    public init(price: Int64, quantity: Int64) {
        self.price = price
        self.quantity = quantity
    }
}
