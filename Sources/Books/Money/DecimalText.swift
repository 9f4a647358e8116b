/// Exact conversion between decimal text and counts of a unit, straight over bytes.
///
/// This is the only place where text becomes a number or a number becomes text. No floating-point number is involved.
public enum DecimalText {
    /// Counts lie within ±this bound, so that negation and the sum of two counts can never overflow.
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
            count = try shifted(count, adding: digit)
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
                if missing > 0 {
                    count = try shifted(count, adding: digit)
                    missing -= 1
                } else if digit != 0 {
                    return try parseLong(bytes, at: &position, unit: unit)
                }
                index += 1
            }
            guard index > firstFractionDigit else { throw .notANumber }
        }
        if index < end, bytes[index] | 0x20 == UInt8(ascii: "e") {
            return try parseLong(bytes, at: &position, unit: unit)
        }
        count = try scaled(count, byPowerOfTen: missing)
        position = index
        return isNegative ? -count : count
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

    private static func shifted(_ count: Int64, adding digit: UInt8) throws(DecimalError) -> Int64 {
        // Below the bound / 10 the product and the sum stay under 2^62 + 9 and cannot overflow.
        guard count < bound / 10 else { throw .outOfRange }
        return count &* 10 &+ Int64(digit)
    }

    private static func scaled(_ count: Int64, byPowerOfTen exponent: Int) throws(DecimalError) -> Int64 {
        guard count != 0 else { return 0 }
        guard exponent <= 18 else { throw .outOfRange }
        let (product, overflow) = count.multipliedReportingOverflow(by: DecimalUnit.powersOfTen[exponent])
        guard !overflow, product < bound else { throw .outOfRange }
        return product
    }

    /// The rare forms: an exponent, or digits finer than the unit (which an exponent can bring back above it).
    private static func parseLong(
        _ bytes: Span<UInt8>,
        at position: inout Int,
        unit: DecimalUnit
    ) throws(DecimalError) -> Int64 {
        var index = position
        let isNegative = bytes[index] == UInt8(ascii: "-")
        if isNegative { index += 1 }
        var count: Int64 = 0
        var exponent = unit.decimals
        var pendingZeros = 0
        var isFraction = false
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "."), !isFraction {
                isFraction = true
            } else if byte &- UInt8(ascii: "0") < 10 {
                if isFraction { exponent -= 1 }
                // Zeros are held back until a digit needs them: trailing ones must not cost range.
                if byte == UInt8(ascii: "0") {
                    pendingZeros += 1
                } else {
                    count = try scaled(count, byPowerOfTen: pendingZeros)
                    pendingZeros = 0
                    count = try shifted(count, adding: byte &- UInt8(ascii: "0"))
                }
            } else {
                break
            }
            index += 1
        }
        exponent += pendingZeros
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            exponent += try parseExponent(bytes, at: &index)
        }
        position = index
        guard count != 0 else { return 0 }
        if exponent >= 0 {
            count = try scaled(count, byPowerOfTen: exponent)
        } else {
            // The last digit taken was not a zero, so a negative exponent always leaves a finer digit.
            throw .finerThanUnit
        }
        return isNegative ? -count : count
    }

    private static func parseExponent(_ bytes: Span<UInt8>, at index: inout Int) throws(DecimalError) -> Int {
        var isNegative = false
        if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
            isNegative = bytes[index] == UInt8(ascii: "-")
            index += 1
        }
        var exponent = 0
        let firstDigit = index
        while index < bytes.count, bytes[index] &- UInt8(ascii: "0") < 10 {
            guard exponent < 1_000 else { throw .outOfRange }
            exponent = exponent * 10 + Int(bytes[index] &- UInt8(ascii: "0"))
            index += 1
        }
        guard index > firstDigit else { throw .notANumber }
        return isNegative ? -exponent : exponent
    }
}
