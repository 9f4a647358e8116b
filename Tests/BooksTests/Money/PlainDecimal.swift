import Books

/// What a decimal text means, found out digit by digit with schoolbook means: slow, and easy to believe.
struct PlainDecimal {
    /// The count of the unit, if the text is one.
    var count: Int64?
    /// The errors that are true of the text, if it is not.
    var errors: Set<DecimalError> = []
    /// Where the number ends.
    var end = 0

    /// Reads `-? digits (. digits)? (e [+-]? digits)?` at the beginning of `bytes`.
    init(_ bytes: [UInt8], decimals: Int) {
        var rest = bytes[...]
        let isNegative = Self.take("-", &rest)
        var digits = Self.digits(&rest)
        var exponent: [UInt8] = []
        var isSmall = false
        var fraction: [UInt8] = []
        guard !digits.isEmpty else {
            errors = [.notANumber]
            return
        }
        if Self.take(".", &rest) {
            fraction = Self.digits(&rest)
            guard !fraction.isEmpty else {
                errors = [.notANumber]
                return
            }
        }
        if Self.take("e", &rest) || Self.take("E", &rest) {
            isSmall = Self.take("-", &rest)
            if !isSmall { _ = Self.take("+", &rest) }
            exponent = Self.digits(&rest)
            guard !exponent.isEmpty else {
                errors = [.notANumber]
                return
            }
        }
        end = rest.startIndex
        digits += fraction
        guard digits.contains(where: { $0 != 0 }) else {
            count = 0
            return
        }
        // More than any text of a test has digits: the value is beyond every bound or below every unit.
        let power = exponent.drop { $0 == 0 }.count > 6 ? 1_000_000 : exponent.reduce(0) { $0 * 10 + Int($1) }
        scale(digits, by: decimals - fraction.count + (isSmall ? -power : power), isNegative)
    }

    /// The count whose digits are `digits`, times ten to the power of `power`.
    private mutating func scale(_ digits: [UInt8], by power: Int, _ isNegative: Bool) {
        var whole = digits
        if power < 0 {
            let finer = whole.suffix(-power)
            if finer.contains(where: { $0 != 0 }) { errors.insert(.finerThanUnit) }
            whole = whole.dropLast(-power)
        } else {
            whole += Array(repeating: 0, count: min(power, 100))
        }
        whole = Array(whole.drop { $0 == 0 })
        let bound = String(DecimalText.bound).utf8.map { $0 - UInt8(ascii: "0") }
        if whole.count > bound.count || (whole.count == bound.count && !whole.lexicographicallyPrecedes(bound)) {
            errors.insert(.outOfRange)
        }
        guard errors.isEmpty else { return }
        let magnitude = whole.reduce(Int64(0)) { $0 * 10 + Int64($1) }
        count = isNegative ? -magnitude : magnitude
    }

    private static func take(_ letter: Unicode.Scalar, _ rest: inout ArraySlice<UInt8>) -> Bool {
        guard rest.first == UInt8(ascii: letter) else { return false }
        rest.removeFirst()
        return true
    }

    private static func digits(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        rest = rest[digits.endIndex...]
        return digits.map { $0 - UInt8(ascii: "0") }
    }
}
