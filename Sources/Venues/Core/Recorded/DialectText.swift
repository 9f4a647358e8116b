import Books

extension JSONValue {
    /// A level from an array that begins with price and quantity.
    var level: DialectLevels.Level? {
        guard let parts = array, parts.count >= 2, let price = parts[0].decimalText,
            let quantity = parts[1].decimalText
        else { return nil }
        return DialectLevels.Level(price: price, quantity: quantity)
    }

    /// The levels of an array of such arrays; none for other values.
    var levels: [DialectLevels.Level] { (array ?? []).compactMap(\.level) }

    /// A moment that is written as a number with so many decimals of a second, in nanoseconds since 1970.
    func moment(decimals: Int) -> Int64? {
        guard let text = decimalText else { return nil }
        do {
            // A whole number of a finer unit is read as one of the unit, and moved.
            return try DecimalText.parse(text + "e-\(decimals)", unit: DecimalUnit(decimals: 9))
        } catch {
            return nil
        }
    }
}
