/// An amount of the quote asset: price units times quantity units, exact.
///
/// The product of two `Int64` always fits an `Int128`. So does the sum over a fill: prices lie below 2^62
/// (``DecimalText/bound``), and the quantities of a fill are an `Int64` together.
public struct Notional: Sendable, Hashable, Comparable {
    /// The count of price units times quantity units.
    public var units: Int128

    /// Nothing.
    public static let zero = Notional(units: 0)

    /// The amount of `units` (price unit x quantity unit).
    public init(units: Int128) {
        self.units = units
    }

    /// What `quantity` costs at `price`.
    public init(_ price: Price, _ quantity: Quantity) {
        units = Int128(price.units) * Int128(quantity.units)
    }

    public static func < (left: Notional, right: Notional) -> Bool {
        left.units < right.units
    }

    /// Adds another amount.
    public static func += (left: inout Notional, right: Notional) {
        left.units += right.units
    }
}
