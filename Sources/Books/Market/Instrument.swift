/// What is traded, and in which units this console counts its prices and quantities.
///
/// The units are the finest of all venues that list it, so that every venue's number is a whole count; the only
/// place where numbers become text or text becomes numbers is ``DecimalText`` with these units.
public struct Instrument: Sendable, Hashable {
    /// The asset that is bought and sold, as people write it: `ETH`.
    public let base: String
    /// The asset that prices are in: `USDT`.
    ///
    /// `USD`, `USDT` and `USDC` are different assets.
    public let quote: String
    /// The unit of prices.
    public let priceUnit: DecimalUnit
    /// The unit of quantities.
    public let quantityUnit: DecimalUnit

    /// An instrument that counts in the given units.
    public init(base: String, quote: String, priceUnit: DecimalUnit, quantityUnit: DecimalUnit) {
        self.base = base
        self.quote = quote
        self.priceUnit = priceUnit
        self.quantityUnit = quantityUnit
    }

    /// The name that people read: `ETH-USDT`.
    public var name: String { "\(base)-\(quote)" }
}
