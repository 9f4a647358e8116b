/// What is traded, and how its prices and quantities are shown.
public struct InstrumentView: Sendable, Hashable {
    /// The name that people read: `ETH-USDT`.
    public var name: String
    /// How prices are shown.
    public var price: NumberFormat
    /// How quantities are shown.
    public var quantity: NumberFormat

    /// An instrument with its name and formats.
    public init(name: String, price: NumberFormat, quantity: NumberFormat) {
        self.name = name
        self.price = price
        self.quantity = quantity
    }
}
