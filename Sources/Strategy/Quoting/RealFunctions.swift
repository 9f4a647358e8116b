// The one file of the pure targets that imports the C library, for five functions of its mathematics: they
// have no state, so the same arguments give the same digits in every run on a machine. `.ci/check` names this file.
private import Glibc

/// The functions of real numbers that the standard library does not have.
enum RealFunctions {
    /// The natural logarithm of 1 + `x`, exact also where `x` is tiny.
    static func logOnePlus(_ x: Double) -> Double { log1p(x) }

    /// The natural logarithm.
    static func log(_ x: Double) -> Double { Glibc.log(x) }

    /// `e` to the power of `x`.
    static func exp(_ x: Double) -> Double { Glibc.exp(x) }

    /// `e` to the power of `x`, less 1, exact also where `x` is tiny.
    static func expMinusOne(_ x: Double) -> Double { expm1(x) }

    /// `base` to the power of `exponent`, for a base that is not negative.
    static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
}
