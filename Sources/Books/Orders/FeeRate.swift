/// What a venue takes of a trade's value, in hundred-millionths: 0.1 % is 100,000.
///
/// The eight decimals in which Binance states commissions (`account.commission`), so no venue's rate is rounded. A
/// negative rate is paid to us.
public struct FeeRate: Sendable, Hashable, Comparable {
    /// The count of hundred-millionths of the value.
    public let units: Int64

    /// How many units are the whole value.
    public static let scale: Int64 = 100_000_000
    /// Nothing.
    public static let zero = FeeRate(clamping: 0)

    /// A rate of `units` hundred-millionths; nil where it is not smaller than the whole value, which no fee is.
    public init?(units: Int64) {
        guard units.magnitude < Self.scale.magnitude else { return nil }
        self.units = units
    }

    /// A rate of `units` hundred-millionths, brought into the range that a rate can have.
    public init(clamping units: Int64) {
        self.units = min(max(units, 1 - Self.scale), Self.scale - 1)
    }

    /// A rate in hundredths of a percent: Binance's 0.1 % is 10.
    public static func basisPoints(_ count: Int64) -> FeeRate {
        FeeRate(clamping: min(max(count, -10_000), 10_000) * 10_000)
    }

    public static func < (left: FeeRate, right: FeeRate) -> Bool {
        left.units < right.units
    }
}
