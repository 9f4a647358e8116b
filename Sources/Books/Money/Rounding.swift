/// In which direction a quotient that is no whole number is rounded.
///
/// There is no default: money has to say it.
public enum Rounding: Sendable {
    /// Towards smaller numbers.
    case down
    /// Towards larger numbers.
    case up

    /// The rounded quotient; nil where it does not fit or the divisor is zero.
    public func quotient(_ dividend: Int128, _ divisor: Int128) -> Int64? {
        guard divisor != 0, dividend != .min || divisor != -1 else { return nil }
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        guard remainder != 0 else { return Int64(exactly: quotient) }
        let isNegative = (remainder < 0) != (divisor < 0)
        switch self {
        case .down: return Int64(exactly: isNegative ? quotient - 1 : quotient)
        case .up: return Int64(exactly: isNegative ? quotient : quotient + 1)
        }
    }
}
