/// Exact conversion between decimal text and counts of a unit, straight over bytes.
///
/// This is the only place where text becomes a number or a number becomes text. No floating-point number is involved.
public enum DecimalText {
    /// Counts lie strictly within ±this bound, so that negation and the sum of two counts can never overflow.
    public static let bound: Int64 = 1 << 62

    /// Reads a number such as `-12.3400` or `1e-8` that begins at `position` and moves `position` behind it.
    ///
    /// Digits finer than `unit` are allowed if they are zeros: venues pad. Digits are never rounded away.
    public static func parse(
        _ bytes: Span<UInt8>,
        at position: inout Int,
        unit: DecimalUnit
    ) throws(DecimalError) -> Int64 {
        var index = position
        let end = bytes.count
        var isNegative = false
        if index < end, bytes[index] == UInt8(ascii: "-") {
            isNegative = true
            index += 1
        }
        var count: Int64 = 0
        let firstDigit = index
        while index < end {
            let digit = bytes[index] &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            guard count < safeCount else { return try parseLong(bytes, at: &position, unit: unit) }
            count = count &* 10 &+ Int64(digit)
            index += 1
        }
        guard index > firstDigit else { throw .notANumber }
        var missing = unit.decimals
        if index < end, bytes[index] == UInt8(ascii: ".") {
            index += 1
            let firstFractionDigit = index
            while index < end {
                let digit = bytes[index] &- UInt8(ascii: "0")
                guard digit < 10 else { break }
                if missing > 0, count < safeCount {
                    count = count &* 10 &+ Int64(digit)
                    missing -= 1
                } else if missing > 0 || digit != 0 {
                    return try parseLong(bytes, at: &position, unit: unit)
                }
                index += 1
            }
            guard index > firstFractionDigit else { throw .notANumber }
        }
        if index < end, bytes[index] | 0x20 == UInt8(ascii: "e") {
            return try parseLong(bytes, at: &position, unit: unit)
        }
        guard let scaled = scaled(count, byPowerOfTen: missing) else { throw .outOfRange }
        position = index
        return isNegative ? -scaled : scaled
    }

    /// Reads a whole text as one number.
    public static func parse(_ text: String, unit: DecimalUnit) throws(DecimalError) -> Int64 {
        let bytes = Array(text.utf8)
        var position = 0
        let count = try parse(bytes.span, at: &position, unit: unit)
        guard position == bytes.count else { throw .notANumber }
        return count
    }

    /// The number of digits behind the decimal point of the plain number that begins at `position`.
    public static func decimals(_ bytes: Span<UInt8>, at position: Int) -> Int {
        var index = position
        var pointIndex: Int?
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: ".") {
                pointIndex = index
            } else if byte &- UInt8(ascii: "0") >= 10, byte != UInt8(ascii: "-") {
                break
            }
            index += 1
        }
        guard let pointIndex else { return 0 }
        return index - pointIndex - 1
    }

    /// Appends `count` with all decimals of `unit`: `2683.80`.
    public static func append(_ count: Int64, unit: DecimalUnit, to bytes: inout [UInt8]) {
        append(Int128(count), decimals: unit.decimals, trimmed: false, to: &bytes)
    }

    /// `count` with all decimals of `unit`: `2683.80`.
    public static func text(_ count: Int64, unit: DecimalUnit) -> String {
        var bytes: [UInt8] = []
        append(count, unit: unit, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `count` x 10^-`decimals` without trailing zeros: `2683.8`, `63005`.
    public static func plain(_ count: Int128, decimals: Int) -> String {
        var bytes: [UInt8] = []
        append(count, decimals: decimals, trimmed: true, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends `count` x 10^-`decimals`, without trailing zeros if `trimmed`.
    public static func append(_ count: Int128, decimals: Int, trimmed: Bool, to bytes: inout [UInt8]) {
        var rest = count.magnitude
        let start = bytes.count
        var digits = 0
        var isTrimming = trimmed
        repeat {
            if digits == decimals, digits > 0, bytes.count > start { bytes.append(UInt8(ascii: ".")) }
            let digit = UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
            if digit != 0 || digits >= decimals { isTrimming = false }
            if !isTrimming { bytes.append(UInt8(ascii: "0") + digit) }
            digits += 1
        } while rest > 0 || digits <= decimals
        if count < 0 { bytes.append(UInt8(ascii: "-")) }
        bytes[start...].reverse()
    }

    // MARK: - Parts

    /// Below it a count takes another digit and stays below the bound.
    private static let safeCount = bound / 10

    /// Adds a digit behind `zeros` zeros to `count`; false if the result is no count any more.
    private static func append(_ digit: UInt8, behind zeros: Int, to count: inout Int64) -> Bool {
        guard let shifted = scaled(count, byPowerOfTen: zeros + 1), bound - shifted > Int64(digit) else { return false }
        count = shifted + Int64(digit)
        return true
    }

    /// A count times a power of ten; nil if that is beyond the bound.
    private static func scaled(_ count: Int64, byPowerOfTen exponent: Int) -> Int64? {
        guard count != 0 else { return 0 }
        guard exponent <= 18 else { return nil }
        let (product, overflow) = count.multipliedReportingOverflow(by: DecimalUnit.powersOfTen[exponent])
        return overflow || product >= bound ? nil : product
    }

    /// The rare forms: an exponent, or digits finer than the unit or beyond the bound, which an exponent can bring back.
    private static func parseLong(
        _ bytes: Span<UInt8>,
        at position: inout Int,
        unit: DecimalUnit
    ) throws(DecimalError) -> Int64 {
        var index = position
        let isNegative = bytes[index] == UInt8(ascii: "-")
        if isNegative { index += 1 }
        var significant = Significant()
        significant.take(bytes, at: &index)
        var exponent = unit.decimals + significant.trailingZeros
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            let digits = significant.take(bytes, at: &index)
            guard digits > 0 else { throw .notANumber }
            exponent = unit.decimals + significant.trailingZeros - digits
        }
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            exponent += try parseExponent(bytes, at: &index)
        }
        position = index
        guard significant.hasDigits else { return 0 }
        // The last significant digit is not a zero, so a negative exponent always leaves a finer digit.
        guard exponent >= 0 else { throw .finerThanUnit }
        guard !significant.isBeyondBound, let count = scaled(significant.count, byPowerOfTen: exponent) else {
            throw .outOfRange
        }
        return isNegative ? -count : count
    }

    /// The digits of a number from its first to its last one that is not a zero.
    private struct Significant {
        var count: Int64 = 0
        /// How many zeros follow the last digit: they cost no range until a digit follows them.
        var trailingZeros = 0
        var hasDigits = false
        var isBeyondBound = false

        /// Takes the digits that begin at `index` and says how many they were.
        @discardableResult
        mutating func take(_ bytes: Span<UInt8>, at index: inout Int) -> Int {
            let start = index
            while index < bytes.count, bytes[index] &- UInt8(ascii: "0") < 10 {
                let digit = bytes[index] &- UInt8(ascii: "0")
                index += 1
                if digit == 0 {
                    trailingZeros += 1
                } else {
                    if !append(digit, behind: trailingZeros, to: &count) { isBeyondBound = true }
                    hasDigits = true
                    trailingZeros = 0
                }
            }
            return index - start
        }
    }

    /// Reads an exponent, held at a size that no text of digits can make up for.
    private static func parseExponent(_ bytes: Span<UInt8>, at index: inout Int) throws(DecimalError) -> Int {
        var isNegative = false
        if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
            isNegative = bytes[index] == UInt8(ascii: "-")
            index += 1
        }
        var exponent = 0
        let firstDigit = index
        while index < bytes.count, bytes[index] &- UInt8(ascii: "0") < 10 {
            if exponent < exponentLimit { exponent = exponent * 10 + Int(bytes[index] &- UInt8(ascii: "0")) }
            index += 1
        }
        guard index > firstDigit else { throw .notANumber }
        return isNegative ? -exponent : exponent
    }

    private static let exponentLimit = 1 << 48
}
