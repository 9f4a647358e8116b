/// Why a decimal text is not a count of a unit.
public enum DecimalError: Error, Sendable, Equatable {
    /// There is no digit where a number should begin.
    case notANumber
    /// The number does not fit the range of counts, ±``DecimalText/bound``.
    case outOfRange
    /// The number has a non-zero digit that is finer than the unit.
    case finerThanUnit
}
