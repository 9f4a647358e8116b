public import Books

/// A level of Kraken's book with the number of decimals that its literal text had: the checksum is over the digits.
public struct KrakenLevel: Sendable, Equatable {
    /// The price and quantity in the console's units.
    public let level: PriceLevel
    /// How many digits the price's text had behind the point.
    public let priceDecimals: Int
    /// How many digits the quantity's text had behind the point.
    public let quantityDecimals: Int

    /// A level and the decimals of its literal texts.
    public init(level: PriceLevel, priceDecimals: Int, quantityDecimals: Int) {
        self.level = level
        self.priceDecimals = priceDecimals
        self.quantityDecimals = quantityDecimals
    }
}
