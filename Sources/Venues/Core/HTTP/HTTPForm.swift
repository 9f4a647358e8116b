/// The fields of a query or of a form's body: `name=value&name=value`, with percent escapes.
///
/// Decoded as browsers and most libraries do (application/x-www-form-urlencoded of the WHATWG's URL standard),
/// where a plus sign is a blank, but for mistakes, which are refused and not guessed at.
public struct HTTPForm: Sendable, Equatable {
    /// A field.
    public struct Field: Sendable, Equatable {
        /// The name, decoded.
        public let name: String
        /// The value, decoded; empty where the field has no equals sign.
        public let value: String

        /// The field `name=value`.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The fields in order; empty parts between two `&` are none.
    public let fields: [Field]

    /// Splits and decodes `text`.
    public init(_ text: some StringProtocol) throws(HTTPHeadError) {
        var fields: [Field] = []
        for part in [UInt8](text.utf8).split(separator: UInt8(ascii: "&")) {
            let equals = part.firstIndex(of: UInt8(ascii: "="))
            let value = equals.map { part[($0 + 1)...] } ?? []
            fields.append(
                Field(
                    name: try Self.decode(part[..<(equals ?? part.endIndex)]),
                    value: try Self.decode(value)
                )
            )
        }
        self.fields = fields
    }

    /// The value of the first field `name`, whose case matters.
    public func value(of name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    private static func decode(_ text: ArraySlice<UInt8>) throws(HTTPHeadError) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"):
                bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard
                    let high = rest.popFirst().flatMap(digit),
                    let low = rest.popFirst().flatMap(digit)
                else { throw .malformedForm }
                bytes.append(high << 4 | low)
            default:
                bytes.append(byte)
            }
        }
        guard let string = String(validating: bytes, as: UTF8.self) else { throw .malformedForm }
        return string
    }

    private static func digit(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): letter - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): letter - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): letter - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
