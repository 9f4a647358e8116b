/// What an account holds of one asset.
///
/// In 10^-12 of it, as fees are (``Fee``): finer than any venue states balances.
public struct AssetBalance: Sendable, Hashable {
    /// The asset by its common name (`BTC`, not `XXBT`).
    public let asset: String
    /// All of it, whether orders have reserved it or not.
    public let total: Int128
    /// The part of it that open orders have reserved; nil where the venue does not say.
    public let reserved: Int128?

    /// A balance.
    public init(asset: String, total: Int128, reserved: Int128?) {
        self.asset = asset
        self.total = total
        self.reserved = reserved
    }
}
