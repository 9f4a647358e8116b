import Books
import Venues

/// Writes a JSON object member by member.
struct WireObject: Sendable {
    private var text: WireText
    private var isEmpty = true

    /// An object without members.
    init(capacity: Int = 256) {
        text = WireText(capacity: capacity)
        text.append("{")
    }

    /// The object; nothing can be added any more.
    consuming func finish() -> [UInt8] {
        text.append("}")
        return text.bytes
    }

    /// Adds a string.
    mutating func add(_ name: StaticString, _ value: String) {
        begin(name)
        text.append(quoted: value)
    }

    /// Adds a whole number.
    mutating func add(_ name: StaticString, _ value: Int64) {
        begin(name)
        text.append(value)
    }

    /// Adds `true` or `false`.
    mutating func add(_ name: StaticString, _ value: Bool) {
        begin(name)
        text.append(value)
    }

    /// Adds a value that has been written already.
    mutating func add(_ name: StaticString, raw value: [UInt8]) {
        begin(name)
        text.append(value)
    }

    /// Adds a number without quotes, as it is written.
    mutating func add(_ name: StaticString, number value: String) {
        begin(name)
        text.append(value)
    }

    /// Adds a client's mark as it came.
    mutating func add(_ name: StaticString, mark: JSONValue) {
        begin(name)
        text.append(identifier: mark)
    }

    /// Adds a calendar time as RFC 3339 writes it.
    mutating func add(_ name: StaticString, _ time: WallTime) {
        begin(name)
        text.append("\"")
        Timestamp(time: time).append(to: &text)
        text.append("\"")
    }

    /// Adds a list of values that have been written already.
    mutating func add(_ name: StaticString, list values: some Sequence<[UInt8]>) {
        begin(name)
        text.append(WireObject.list(values))
    }

    /// A list of values that have been written already.
    static func list(_ values: some Sequence<[UInt8]>) -> [UInt8] {
        var text = WireText()
        text.append("[")
        var isFirst = true
        for value in values {
            if !isFirst { text.append(",") }
            isFirst = false
            text.append(value)
        }
        text.append("]")
        return text.bytes
    }

    private mutating func begin(_ name: StaticString) {
        if !isEmpty { text.append(",") }
        isEmpty = false
        text.append("\"")
        text.append(name)
        text.append("\":")
    }
}
