/// A JSON value as a tree, for messages that are rare and whose shape is loose: requests, answers, instrument lists.
///
/// Numbers keep their literal text, so nothing is lost to a floating-point number.
public enum JSONValue: Sendable, Equatable {
    /// A string, its escapes resolved.
    case string(String)
    /// A number as it is written.
    case number(String)
    /// `true` or `false`.
    case bool(Bool)
    /// `null`.
    case null
    /// An array.
    case array([JSONValue])
    /// An object, its members in the order of the text.
    case object([Member])

    /// One member of an object.
    public struct Member: Sendable, Equatable {
        /// The name, its escapes resolved.
        public let name: String
        /// The value.
        public let value: JSONValue

        /// The member `name` with its value.
        public init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// Reads one value that fills `bytes` but for blanks around it.
    public init(_ bytes: Span<UInt8>) throws(WireError) {
        var position = 0
        self = try Self.parse(bytes, &position, depth: 0)
        try JSON.expectEnd(bytes, &position)
    }

    /// Reads one value from a text.
    public init(text: String) throws(WireError) {
        let bytes = Array(text.utf8)
        self = try Self(bytes.span)
    }

    // MARK: - Queries

    /// The value of the first member `name` of an object; nil for other values.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The string, if it is one.
    public var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The literal text of a number, or the text of a string: venues write numbers both ways.
    public var decimalText: String? {
        switch self {
        case .number(let text), .string(let text): text
        case .bool, .null, .array, .object: nil
        }
    }

    /// The whole number, if it is one that fits.
    public var integer: Int64? {
        guard case .number(let text) = self else { return nil }
        return Int64(text)
    }

    /// The truth value, if it is one.
    public var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The elements, if it is an array.
    public var array: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    // MARK: - Reading

    private static func parse(_ bytes: Span<UInt8>, _ at: inout Int, depth: Int) throws(WireError) -> JSONValue {
        guard depth < JSON.depthLimit else { throw .tooDeep(at: at) }
        switch try JSON.peek(bytes, &at) {
        case UInt8(ascii: "\""):
            return .string(try text(bytes, try JSON.string(bytes, &at)))
        case UInt8(ascii: "{"):
            var members: [Member] = []
            var more = try JSON.openObject(bytes, &at)
            while more {
                let name = try text(bytes, try JSON.key(bytes, &at))
                members.append(Member(name: name, value: try parse(bytes, &at, depth: depth + 1)))
                more = try JSON.nextMember(bytes, &at)
            }
            return .object(members)
        case UInt8(ascii: "["):
            var elements: [JSONValue] = []
            var more = try JSON.openArray(bytes, &at)
            while more {
                elements.append(try parse(bytes, &at, depth: depth + 1))
                more = try JSON.nextElement(bytes, &at)
            }
            return .array(elements)
        case UInt8(ascii: "t"), UInt8(ascii: "f"):
            return .bool(try JSON.bool(bytes, &at))
        case UInt8(ascii: "n"):
            try JSON.literal("null", bytes, &at)
            return .null
        default:
            let range = try JSON.number(bytes, &at)
            return .number(String(decoding: range.map { bytes[$0] }, as: UTF8.self))
        }
    }

    /// The text of a string's bytes, its escapes resolved (RFC 8259 section 7).
    private static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(WireError) -> String {
        var units: [UInt8] = []
        units.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            index += 1
            guard byte == UInt8(ascii: "\\") else {
                units.append(byte)
                continue
            }
            guard index < range.upperBound else { throw .truncated(at: index) }
            let escape = bytes[index]
            index += 1
            if escape == UInt8(ascii: "u") {
                units.append(contentsOf: String(try scalar(bytes, &index, range.upperBound)).utf8)
            } else if let plain = unescaped(escape) {
                units.append(plain)
            } else {
                throw .unexpected(at: index - 1)
            }
        }
        guard let text = String(validating: units, as: UTF8.self) else { throw .unexpected(at: range.lowerBound) }
        return text
    }

    private static func unescaped(_ escape: UInt8) -> UInt8? {
        switch escape {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): escape
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }

    /// The character of `\uXXXX`, or of two of them that are a surrogate pair.
    private static func scalar(
        _ bytes: Span<UInt8>,
        _ index: inout Int,
        _ end: Int
    ) throws(WireError) -> Unicode.Scalar {
        let start = index
        let first = try hexadecimal(bytes, &index, end)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, index + 2 <= end, bytes[index] == UInt8(ascii: "\\"),
            bytes[index + 1] == UInt8(ascii: "u")
        else { throw .unexpected(at: start) }
        index += 2
        let second = try hexadecimal(bytes, &index, end)
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw .unexpected(at: start) }
        return scalar
    }

    private static func hexadecimal(_ bytes: Span<UInt8>, _ index: inout Int, _ end: Int) throws(WireError) -> UInt32 {
        guard index + 4 <= end else { throw .truncated(at: end) }
        var value: UInt32 = 0
        for _ in 0..<4 {
            switch bytes[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 + UInt32(bytes[index] - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 + UInt32(bytes[index] - 87)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 + UInt32(bytes[index] - 55)
            default: throw .unexpected(at: index)
            }
            index += 1
        }
        return value
    }
}
