public import Books

/// The units in which the ledger counts an instrument's assets, fine enough that nothing is ever rounded.
///
/// The base asset is counted in the finer of the instrument's quantity unit and the unit of fees; the quote asset in the
/// base's unit times the price unit, so that any amount of the base times any price is a whole number, fees of all kinds
/// included.
public struct LedgerScale: Sendable, Hashable {
    /// The decimals in which the base asset is counted.
    public let baseDecimals: Int
    /// The decimals in which the quote asset is counted.
    public let quoteDecimals: Int

    private let quantityFactor: Int128
    private let baseFeeFactor: Int128
    private let quoteFeeFactor: Int128

    /// The units for an instrument.
    public init(_ instrument: Instrument) {
        let quantity = instrument.quantityUnit.decimals
        let fee = Fee.unit.decimals
        baseDecimals = max(quantity, fee)
        quoteDecimals = baseDecimals + instrument.priceUnit.decimals
        quantityFactor = Self.power(baseDecimals - quantity)
        baseFeeFactor = Self.power(baseDecimals - fee)
        quoteFeeFactor = Self.power(quoteDecimals - fee)
    }

    /// An amount of the base asset.
    public func base(_ quantity: Quantity) -> Int128 {
        // Below 2^63 times 10^12.
        Int128(quantity.units) * quantityFactor
    }

    /// The largest quantity that is not more than an amount of the base asset; none of an amount below nothing.
    func quantity(within base: Int128) -> Quantity {
        Quantity(units: Int64(clamping: max(0, base) / quantityFactor))
    }

    /// What an amount of the base asset, as the ledger counts it, is worth at a price; nil beyond what can be counted.
    public func quote(_ base: Int128, at price: Price) -> Int128? {
        let value = base.multipliedReportingOverflow(by: Int128(price.units))
        return value.overflow ? nil : value.partialValue
    }

    /// A notional in the ledger's unit of the quote asset; nil beyond what can be counted.
    public func quote(_ notional: Notional) -> Int128? {
        let value = notional.units.multipliedReportingOverflow(by: quantityFactor)
        return value.overflow ? nil : value.partialValue
    }

    /// `count` whole units of the quote asset; nil beyond what can be counted.
    public func quote(whole count: Int64) -> Int128? {
        let value = Int128(count).multipliedReportingOverflow(by: Self.power(quoteDecimals))
        return value.overflow ? nil : value.partialValue
    }

    /// An amount of the base asset that is told in 10^-12 of it.
    func baseAmount(_ units: Int128) -> Int128 {
        let amount = units.multipliedReportingOverflow(by: baseFeeFactor)
        return amount.overflow ? (units < 0 ? .min : .max) : amount.partialValue
    }

    /// An amount of the quote asset that is told in 10^-12 of it.
    func quoteAmount(_ units: Int128) -> Int128 {
        let amount = units.multipliedReportingOverflow(by: quoteFeeFactor)
        return amount.overflow ? (units < 0 ? .min : .max) : amount.partialValue
    }

    /// An amount of the base asset in 10^-12 of it, what is finer cut off.
    public func feeUnits(base amount: Int128) -> Int128 { amount / baseFeeFactor }

    /// An amount of the quote asset in 10^-12 of it, what is finer cut off.
    public func feeUnits(quote amount: Int128) -> Int128 { amount / quoteFeeFactor }

    /// A fee taken in the base asset.
    func baseFee(_ units: Int64) -> Int128 {
        // Below 2^63 times 10^6.
        Int128(units) * baseFeeFactor
    }

    /// A fee taken in the quote asset; nil beyond what can be counted.
    func quoteFee(_ units: Int64) -> Int128? {
        let value = Int128(units).multipliedReportingOverflow(by: quoteFeeFactor)
        return value.overflow ? nil : value.partialValue
    }

    private static func power(_ exponent: Int) -> Int128 {
        // Decimals are 0 to 18 each, so the exponent is 0 to 36, and 10^36 fits.
        (0..<exponent).reduce(Int128(1)) { power, _ in power * 10 }
    }
}
