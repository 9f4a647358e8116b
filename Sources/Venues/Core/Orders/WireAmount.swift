import Books

/// Amounts of private messages, checked: nil for whatever is no count of its unit.
enum WireAmount {
    /// A count of 10^-`decimals`.
    static func parse(_ text: String?, decimals: Int) -> Int64? {
        guard let text else { return nil }
        do {
            return try DecimalText.parse(text, unit: DecimalUnit(decimals: decimals))
        } catch {
            return nil
        }
    }

    /// A price, above nothing.
    static func price(_ value: JSONValue?, _ instrument: Instrument) -> Price? {
        guard let count = parse(value?.decimalText, decimals: instrument.priceUnit.decimals), count > 0 else {
            return nil
        }
        return Price(units: count)
    }

    /// A quantity, not below nothing.
    static func quantity(_ value: JSONValue?, _ instrument: Instrument) -> Quantity? {
        guard let count = parse(value?.decimalText, decimals: instrument.quantityUnit.decimals), count >= 0 else {
            return nil
        }
        return Quantity(units: count)
    }

    /// What was taken for a trade, in ``Fee/unit``: what is finer is cut off, because the trade has to be told anyway.
    static func fee(_ text: String?) -> Int64? {
        guard let text else { return nil }
        if let exact = parse(text, decimals: Fee.unit.decimals) { return exact }
        guard let point = text.utf8.firstIndex(of: UInt8(ascii: ".")),
            !text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "e") })
        else { return nil }
        return parse(String(text.prefix(upTo: point)) + text[point...].prefix(13), decimals: Fee.unit.decimals)
    }

    /// An amount of an asset in 10^-12 of it, however large.
    static func balance(_ value: JSONValue?) -> Int128? {
        guard let text = value?.decimalText else { return nil }
        for decimals in stride(from: 12, through: 0, by: -1) {
            guard let count = parse(text, decimals: decimals) else { continue }
            return Int128(count) * Int128(DecimalUnit.powersOfTen[12 - decimals])
        }
        return fee(text).map { Int128($0) }
    }

    /// A count as venues want to read it: no exponent, no zeros at the end.
    static func text(_ units: Int64, _ unit: DecimalUnit) -> String {
        DecimalText.plain(Int128(units), decimals: unit.decimals)
    }
}
