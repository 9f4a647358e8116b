extension JSONValue {
    /// The value as JSON text, two blanks a level; arrays of plain values on one line.
    public var text: String {
        var text = ""
        append(to: &text, indent: 0)
        return text
    }

    /// An object from names and values, in that order.
    public static func members(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
        .object(members.map { Member(name: $0.key, value: $0.value) })
    }

    /// A whole number.
    public static func count(_ value: some BinaryInteger) -> JSONValue {
        .number(String(value))
    }

    private func append(to text: inout String, indent: Int) {
        switch self {
        case .string(let string): Self.appendQuoted(string, to: &text)
        case .number(let number): text += number
        case .bool(let value): text += value ? "true" : "false"
        case .null: text += "null"
        case .array(let elements) where elements.allSatisfy(\.isFlat):
            text += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { text += ", " }
                element.append(to: &text, indent: indent)
            }
            text += "]"
        case .array(let elements):
            Self.appendBlock("[", "]", elements.count, to: &text, indent: indent) { index, text in
                elements[index].append(to: &text, indent: indent + 1)
            }
        case .object(let members):
            Self.appendBlock("{", "}", members.count, to: &text, indent: indent) { index, text in
                Self.appendQuoted(members[index].name, to: &text)
                text += ": "
                members[index].value.append(to: &text, indent: indent + 1)
            }
        }
    }

    /// Whether it is a plain value or an array of plain values.
    private var isFlat: Bool {
        switch self {
        case .string, .number, .bool, .null: true
        case .array(let elements): elements.allSatisfy(\.isPlain)
        case .object: false
        }
    }

    private var isPlain: Bool {
        switch self {
        case .string, .number, .bool, .null: true
        case .array, .object: false
        }
    }

    private static func appendBlock(
        _ opening: String,
        _ closing: String,
        _ count: Int,
        to text: inout String,
        indent: Int,
        _ element: (Int, inout String) -> Void
    ) {
        text += opening
        for index in 0..<count {
            text += index > 0 ? ",\n" : "\n"
            text += String(repeating: "  ", count: indent + 1)
            element(index, &text)
        }
        if count > 0 { text += "\n" + String(repeating: "  ", count: indent) }
        text += closing
    }

    private static func appendQuoted(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where PlainText.isShown(scalar): text.unicodeScalars.append(scalar)
            default:
                // More than JSON asks for: the text may be printed on a terminal.
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            }
        }
        text += "\""
    }
}
