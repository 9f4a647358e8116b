import Books

/// Writes messages by appending bytes.
struct WireText: Sendable {
    /// What has been written.
    private(set) var bytes: [UInt8] = []

    /// An empty text with room for `capacity` bytes.
    init(capacity: Int = 256) {
        bytes.reserveCapacity(capacity)
    }

    /// Appends text as it is.
    mutating func append(_ text: StaticString) {
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends text as it is.
    mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Appends text that has been written already.
    mutating func append(_ text: [UInt8]) {
        bytes.append(contentsOf: text)
    }

    /// Appends one ASCII character.
    mutating func append(character: UInt8) {
        bytes.append(character)
    }

    /// Appends a JSON string with its quotes and escapes (RFC 8259 section 7).
    mutating func append(quoted text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                append("\\u00")
                bytes.append(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
                bytes.append(Self.hexadecimalDigits[Int(byte & 0xF)])
            default:
                bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Appends `true` or `false`.
    mutating func append(_ value: Bool) {
        append(value ? "true" : "false")
    }

    /// Appends a whole number.
    mutating func append(_ value: Int64) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        append(value.magnitude)
    }

    /// Appends a whole number.
    mutating func append(_ value: UInt64) {
        append(value, decimals: 0)
    }

    /// Appends a count of 10^-`decimals` with exactly that many decimals, and then `zeros` zeros more.
    mutating func append(_ count: Int64, decimals: Int, zeros: Int = 0) {
        if count < 0 { bytes.append(UInt8(ascii: "-")) }
        append(count.magnitude, decimals: decimals)
        guard zeros > 0 else { return }
        if decimals == 0 { bytes.append(UInt8(ascii: ".")) }
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: zeros))
    }

    /// Appends a number with at least `width` digits.
    mutating func append(_ value: Int64, width: Int) {
        var scale: Int64 = 10
        for _ in 1..<width {
            if value < scale { bytes.append(UInt8(ascii: "0")) }
            scale *= 10
        }
        append(value)
    }

    /// Writes the digits from the last to the first into a buffer, and appends that at once.
    ///
    /// 24 bytes hold the 20 digits of the greatest number and a point, or 18 decimals with a zero before them.
    private mutating func append(_ value: UInt64, decimals: Int) {
        var digits = InlineArray<24, UInt8>(repeating: UInt8(ascii: "0"))
        var start = digits.count
        var rest = value
        var written = 0
        repeat {
            if written == decimals, written > 0 {
                start -= 1
                digits[start] = UInt8(ascii: ".")
            }
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            start -= 1
            digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
            rest = quotient
            written += 1
        } while rest > 0 || written <= decimals
        bytes.append(addingCapacity: digits.count - start) { space in
            for index in start..<digits.count { space.append(digits[index]) }
        }
    }

    private static let hexadecimalDigits = Array("0123456789abcdef".utf8)
}
