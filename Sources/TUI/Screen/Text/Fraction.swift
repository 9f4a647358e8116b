/// A quotient of integers that is rounded once, when it is shown.
struct Fraction {
    private let numerator: Int128
    private let denominator: Int128

    /// `numerator` over `denominator`, which must be positive and at most half of what an `Int128` holds.
    init(_ numerator: Int128, over denominator: Int128) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// The nearest integer; a half goes away from zero.
    var nearest: Int128 {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        guard remainder.magnitude * 2 >= denominator.magnitude else { return quotient }
        return quotient + numerator.signum()
    }
}
