/// What a venue took for one fill.
///
/// Counted in 10^-12 of the asset: finer than any venue states fees, and 4.6 million of the asset still fit.
public struct Fee: Sendable, Hashable {
    /// In what it was taken.
    public let asset: FeeAsset
    /// How much, in ``unit``; negative if it was paid to us.
    public let units: Int64

    /// The unit in which fees are counted.
    public static let unit = DecimalUnit(decimals: 12)
    /// Nothing.
    public static let none = Fee(asset: .quote, units: 0)

    /// A fee of `units` of `asset`.
    public init(asset: FeeAsset, units: Int64) {
        self.asset = asset
        self.units = units
    }
}
