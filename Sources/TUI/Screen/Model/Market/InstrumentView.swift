public import Books

/// What is traded, and how its prices, quantities and amounts of money are shown.
public struct InstrumentView: Sendable, Hashable {
    /// The name that people read: `ETH-USDT`.
    public var name: String
    /// How prices are shown.
    public var price: NumberFormat
    /// How quantities are shown.
    public var quantity: NumberFormat
    /// How amounts of the quote asset are shown.
    public var money: NumberFormat

    /// An instrument with its name and formats; money has cents unless it is said otherwise.
    public init(
        name: String,
        price: NumberFormat,
        quantity: NumberFormat,
        money: NumberFormat = NumberFormat(unit: DecimalUnit(decimals: 2), decimals: 2, integerDigits: 5)
    ) {
        self.name = name
        self.price = price
        self.quantity = quantity
        self.money = money
    }
}
