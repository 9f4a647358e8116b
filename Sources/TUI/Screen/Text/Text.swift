/// A short ASCII text in place: numbers and labels become cells without a `String` being allocated.
///
/// What does not fit its 64 characters is left out: no field of the screen is that wide.
struct Text: Equatable, ExpressibleByStringLiteral {
    private var bytes = InlineArray<64, UInt8>(repeating: 0)
    /// The number of characters.
    private(set) var count = 0

    /// An empty text.
    init() {}

    /// The characters of a literal, which must be ASCII.
    init(stringLiteral literal: StaticString) {
        let length = literal.utf8CodeUnitCount
        let start = unsafe literal.utf8Start
        for index in 0..<length {
            append(byte: unsafe start[index])
        }
    }

    /// The ASCII part of `string`; other characters become question marks.
    init(_ string: String) {
        for scalar in string.unicodeScalars {
            append(byte: scalar.isASCII && scalar.value >= 0x20 && scalar.value != 0x7F ? UInt8(scalar.value) : 0x3F)
        }
    }

    /// The character at `index` as a byte.
    subscript(index: Int) -> UInt8 { bytes[index] }

    /// Adds one character.
    mutating func append(byte: UInt8) {
        guard count < bytes.count else { return }
        bytes[count] = byte
        count += 1
    }

    /// Adds another text.
    mutating func append(_ other: Text) {
        for index in 0..<other.count {
            append(byte: other[index])
        }
    }

    /// Adds a whole number, filled up on its left to `width` characters.
    mutating func append(_ number: Int64, width: Int = 0, fill: Unicode.Scalar = " ") {
        let digits = Text(decimal: Int128(number), unitDecimals: 0, decimals: 0)
        for _ in 0..<max(width - digits.count, 0) {
            append(byte: UInt8(truncatingIfNeeded: fill.value))
        }
        append(digits)
    }

    /// Adds blanks until the text is `width` characters long.
    mutating func pad(to width: Int) {
        while count < min(width, bytes.count) {
            append(byte: 0x20)
        }
    }

    /// The text with blanks on its left, `width` characters long or longer.
    func rightAligned(_ width: Int) -> Text {
        var result = Text()
        result.pad(to: width - count)
        result.append(self)
        return result
    }

    /// The text as a string.
    var string: String {
        var result = ""
        for index in 0..<count {
            result.unicodeScalars.append(Unicode.Scalar(self[index]))
        }
        return result
    }

    static func == (left: Text, right: Text) -> Bool {
        guard left.count == right.count else { return false }
        for index in 0..<left.count where left[index] != right[index] {
            return false
        }
        return true
    }
}
