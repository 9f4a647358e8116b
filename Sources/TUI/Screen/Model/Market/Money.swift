/// An amount of the quote asset as the screen shows it: a count of the unit of ``InstrumentView/money``.
public struct Money: Sendable, Hashable, Comparable {
    /// The count of units, negative for what is owed or lost.
    public var units: Int64

    /// Nothing.
    public static let zero = Money(units: 0)

    /// An amount of `units`.
    public init(units: Int64) {
        self.units = units
    }

    public static func < (left: Money, right: Money) -> Bool {
        left.units < right.units
    }
}
