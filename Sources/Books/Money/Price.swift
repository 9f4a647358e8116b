/// A price as a count of its instrument's price unit.
///
/// There is no way to make one from a floating-point number.
public struct Price: Sendable, Hashable, Comparable {
    /// The count of price units.
    public var units: Int64

    /// The price of `units` price units.
    @inlinable
    public init(units: Int64) {
        self.units = units
    }

    @inlinable
    public static func < (left: Price, right: Price) -> Bool {
        left.units < right.units
    }
}
