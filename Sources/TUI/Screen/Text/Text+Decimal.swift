import Books

extension Text {
    /// A count of 10^-unitDecimals with `decimals` digits behind the point; finer digits are cut off.
    ///
    /// All formatting is from integers: 0.1 has no binary form, and a price must be shown as it is.
    init(decimal units: Int128, unitDecimals: Int, decimals: Int) {
        self.init()
        var rest = units.magnitude
        for _ in 0..<max(unitDecimals - decimals, 0) {
            rest /= 10
        }
        let padding = max(decimals - unitDecimals, 0)
        if units < 0, rest > 0 {
            append(byte: 0x2D)
        }
        appendDigits(of: rest, padding: padding, decimals: decimals)
    }

    /// A price or quantity in its format, with `decimals` digits behind the point.
    init(_ units: Int64, _ format: NumberFormat, decimals: Int) {
        self.init(decimal: Int128(units), unitDecimals: format.unit.decimals, decimals: decimals)
    }

    private mutating func appendDigits(of magnitude: UInt128, padding: Int, decimals: Int) {
        // 39 digits of a 128-bit number and 19 decimals at most.
        var reversed = InlineArray<60, UInt8>(repeating: 0x30)
        var length = min(padding, 19)
        var rest = magnitude
        while rest > UInt128(UInt64.max) {
            reversed[length] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
            length += 1
        }
        var small = UInt64(truncatingIfNeeded: rest)
        while small > 0 {
            reversed[length] = 0x30 + UInt8(truncatingIfNeeded: small % 10)
            small /= 10
            length += 1
        }
        length = max(length, decimals + 1)
        for index in (0..<length).reversed() {
            append(byte: reversed[index])
            if index == decimals, decimals > 0 {
                append(byte: 0x2E)
            }
        }
    }
}

extension Text {
    /// A number by itself, with as many of its format's decimals as fit `width` cells; a zero before the point goes
    /// before a decimal does.
    init(fitting units: Int64, _ format: NumberFormat, width: Int) {
        for decimals in (0...format.decimals).reversed() {
            let text = Text(units, format, decimals: decimals)
            if text.count <= width {
                self = text
                return
            }
            if decimals > 0, text[0] == 0x30, text.count == width + 1 {
                self = text.dropping(first: 1)
                return
            }
        }
        self = NumberColumn(format, width: width).text(units)
    }

    private func dropping(first count: Int) -> Text {
        var result = Text()
        for index in min(count, self.count)..<self.count {
            result.append(byte: self[index])
        }
        return result
    }
}
