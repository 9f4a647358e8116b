/// The step in which a price or a quantity is counted: ten to the power of minus ``decimals``.
///
/// An instrument counts in the finest unit of all its venues, so that every venue's number is a whole count.
/// A global unit would not do: at 10^-8 an `Int64` ends at 92 billion, which level sizes of small coins exceed.
public struct DecimalUnit: Sendable, Hashable {
    /// The number of digits behind the decimal point, 0 to 18.
    public let decimals: Int

    /// The finest unit whose powers of ten fit an `Int64`.
    public static let finest = DecimalUnit(decimals: 18)

    /// Makes the unit 10^-decimals; `decimals` must be 0 to 18.
    public init(decimals: Int) {
        precondition((0...18).contains(decimals), "a unit has 0 to 18 decimals, not \(decimals)")
        self.decimals = decimals
    }

    /// How many of these units make one.
    public var perOne: Int64 { Self.powersOfTen[decimals] }

    /// Ten to the powers 0 to 18, the ones that fit an `Int64`.
    public static let powersOfTen: [Int64] = (0...18).map { exponent in
        (0..<exponent).reduce(Int64(1)) { power, _ in power * 10 }
    }
}
