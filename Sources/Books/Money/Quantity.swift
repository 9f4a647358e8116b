/// An amount of the base asset as a count of its instrument's quantity unit.
public struct Quantity: Sendable, Hashable, Comparable {
    /// The count of quantity units.
    public var units: Int64

    /// No amount.
    public static let zero = Quantity(units: 0)

    /// The amount of `units` quantity units.
    @inlinable
    public init(units: Int64) {
        self.units = units
    }

    @inlinable
    public static func < (left: Quantity, right: Quantity) -> Bool {
        left.units < right.units
    }

    /// The sum, held at the largest amount instead of overflowing: sums of foreign numbers must not trap.
    @inlinable
    public func addingSaturated(_ other: Quantity) -> Quantity {
        let (sum, overflow) = units.addingReportingOverflow(other.units)
        return Quantity(units: overflow ? Int64.max : sum)
    }
}
