public import Books
import Strategy
import Venues

/// Numbers and words of the journal as a person reads them.
public struct JournalNumbers: Sendable {
    /// In what the entries count.
    public let instrument: Instrument

    private let scale: LedgerScale

    /// The numbers of an instrument.
    public init(_ instrument: Instrument) {
        self.instrument = instrument
        scale = LedgerScale(instrument)
    }

    // MARK: - Market

    /// A price with all its decimals.
    public func price(_ price: Price) -> String {
        DecimalText.text(price.units, unit: instrument.priceUnit)
    }

    /// A quantity without trailing zeros.
    public func quantity(_ quantity: Quantity) -> String {
        DecimalText.plain(Int128(quantity.units), decimals: instrument.quantityUnit.decimals)
    }

    /// The middle of two prices, which may end in half a unit.
    public func mid(doubled: Int64) -> String {
        DecimalText.plain(Int128(doubled) * 5, decimals: instrument.priceUnit.decimals + 1)
    }

    /// An all-in price: exact, whatever decimals that takes.
    public func allIn(_ units: Int128) -> String {
        DecimalText.plain(units, decimals: instrument.priceUnit.decimals + 8)
    }

    /// The average price of a quantity, two decimals finer than prices and rounded against us; nil of nothing.
    public func average(_ notional: Notional, _ quantity: Quantity, _ side: OrderSide) -> String? {
        let scaled = notional.units.multipliedReportingOverflow(by: 100)
        guard quantity.units > 0, !scaled.overflow,
            let units = (side == .buy ? Rounding.up : .down).quotient(scaled.partialValue, Int128(quantity.units))
        else { return nil }
        var bytes: [UInt8] = []
        DecimalText.append(Int128(units), decimals: instrument.priceUnit.decimals + 2, trimmed: false, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: - Ledger

    /// An amount of the base asset as the ledger counts it.
    public func base(_ units: Int128) -> String {
        DecimalText.plain(units, decimals: scale.baseDecimals)
    }

    /// An amount of the quote asset as the ledger counts it.
    public func quote(_ units: Int128) -> String {
        DecimalText.plain(units, decimals: scale.quoteDecimals)
    }

    /// A fee with its asset.
    public func fee(_ fee: Fee) -> String {
        let asset =
            switch fee.asset {
            case .base: instrument.base
            case .quote: instrument.quote
            case .other(let name): Self.plain(name)
            }
        return DecimalText.plain(Int128(fee.units), decimals: Fee.unit.decimals) + " " + asset
    }

    // MARK: - Shares and times

    /// Millionths as hundredths of a percent with two decimals: `1.23`.
    public static func basisPoints(_ millionths: Int64) -> String {
        DecimalText.text(millionths, unit: DecimalUnit(decimals: 2))
    }

    /// Millionths as percent with one decimal, rounded down.
    public static func percent(_ millionths: Int64) -> String {
        DecimalText.text(millionths / 1_000, unit: DecimalUnit(decimals: 1))
    }

    /// A length of time as milliseconds with three decimals.
    public static func milliseconds(_ span: TimeSpan) -> String {
        DecimalText.text(span.nanoseconds / 1_000, unit: DecimalUnit(decimals: 3))
    }

    /// An instant by the calendar, in UTC.
    public static func time(_ time: WallTime) -> String {
        var bytes: [UInt8] = []
        RFC3339.append(time, fractionDigits: 6, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A text that others wrote, so that no terminal does anything but show it: printable ASCII, the rest as numbers.
    public static func plain(_ text: String) -> String {
        var plain = ""
        for scalar in text.unicodeScalars.prefix(200) {
            if scalar.value >= 0x20, scalar.value < 0x7F {
                plain.unicodeScalars.append(scalar)
            } else {
                plain += "\\u{" + String(scalar.value, radix: 16) + "}"
            }
        }
        return plain
    }
}
