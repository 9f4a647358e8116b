/// The rules of one venue for one instrument, in the console's units.
public struct VenueListing: Sendable, Hashable {
    /// Prices are whole multiples of it.
    public let tick: Price
    /// Quantities are whole multiples of it.
    public let lot: Quantity
    /// Price times quantity of an order must be at least this.
    public let minimumNotional: Notional
    /// The quantity of an order must be at least this.
    public let minimumQuantity: Quantity

    /// A listing with all its rules.
    public init(tick: Price, lot: Quantity, minimumNotional: Notional, minimumQuantity: Quantity = .zero) {
        self.tick = tick
        self.lot = lot
        self.minimumNotional = minimumNotional
        self.minimumQuantity = minimumQuantity
    }
}
