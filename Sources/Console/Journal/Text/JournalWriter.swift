import Books

/// Writes an entry as JSON text with its members in one fixed order, so that the same entry is always the same bytes.
///
/// Whole numbers of any size are digits; nothing is ever a fraction.
struct JournalWriter {
    /// What was written so far.
    private(set) var bytes: [UInt8] = []
    private var isFirst = true

    init() {
        bytes.reserveCapacity(256)
    }

    // MARK: - Structure

    /// Writes an object whose members `body` writes.
    mutating func object(_ body: (inout JournalWriter) -> Void) {
        bytes.append(UInt8(ascii: "{"))
        isFirst = true
        body(&self)
        bytes.append(UInt8(ascii: "}"))
        isFirst = false
    }

    /// Writes a member that is an object.
    mutating func member(_ name: StaticString, _ body: (inout JournalWriter) -> Void) {
        key(name)
        object(body)
    }

    /// Writes a member that is an array with one element for each of `elements`.
    mutating func member<Element>(
        _ name: StaticString,
        _ elements: [Element],
        _ body: (Element, inout JournalWriter) -> Void
    ) {
        key(name)
        bytes.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            body(element, &self)
        }
        bytes.append(UInt8(ascii: "]"))
        isFirst = false
    }

    // MARK: - Values

    /// Writes a member that is a whole number; none if it is nil.
    mutating func member(_ name: StaticString, _ value: (some BinaryInteger)?) {
        guard let value else { return }
        key(name)
        number(value)
    }

    /// Writes a member that is a text; none if it is nil.
    mutating func member(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        key(name)
        text(value)
    }

    /// Writes a member that is true; none if it is not.
    mutating func member(_ name: StaticString, flag value: Bool) {
        guard value else { return }
        key(name)
        append("true")
    }

    /// Writes a whole number.
    mutating func number(_ value: some BinaryInteger) {
        append(String(value))
    }

    /// Writes a text, so that no control character and nothing that turns a line around stands in the file as such.
    mutating func text(_ value: String) {
        bytes.append(UInt8(ascii: "\""))
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            case _ where scalar.value >= 0x20 && scalar.value < 0x7F:
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            default:
                for unit in String(scalar).utf16 { appendEscape(unit) }
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    // MARK: - Parts

    private mutating func key(_ name: StaticString) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        bytes.append(UInt8(ascii: "\""))
        append(String(describing: name))
        append("\":")
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func appendEscape(_ unit: UInt16) {
        let digits = String(unit, radix: 16)
        append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
    }
}
