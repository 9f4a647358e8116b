public import Books

/// How the numbers of one kind are shown: what they count and how much room they get.
public struct NumberFormat: Sendable, Hashable {
    /// What one count stands for.
    public var unit: DecimalUnit
    /// The digits shown behind the decimal point, at most those of the unit.
    ///
    /// Finer digits are cut off, not rounded: a size is never shown larger than it is.
    public var decimals: Int
    /// The digits before the point that columns keep room for.
    ///
    /// A number that needs more still shows: its whole column then gives up decimals.
    public var integerDigits: Int

    /// Shows counts of `unit` with `decimals` digits behind the point, with room for `integerDigits` before it.
    public init(unit: DecimalUnit, decimals: Int, integerDigits: Int) {
        self.unit = unit
        self.decimals = min(max(decimals, 0), unit.decimals)
        self.integerDigits = min(max(integerDigits, 1), 19)
    }

    /// The same with room for one digit before the point: for numbers that are small as a rule.
    var small: NumberFormat { NumberFormat(unit: unit, decimals: decimals, integerDigits: 1) }

    /// The cells of a number that keeps to the format: digits, and the point if there are decimals.
    public var width: Int {
        integerDigits + (decimals > 0 ? decimals + 1 : 0)
    }
}
