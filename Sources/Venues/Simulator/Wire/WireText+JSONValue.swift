import Venues

extension WireText {
    /// Appends the mark of a request as it came: a number, a string or `null`.
    ///
    /// Other values have been refused before an answer is written, and count as none.
    mutating func append(identifier: JSONValue) {
        switch identifier {
        case .number(let text): append(text)
        case .string(let text): append(quoted: text)
        case .null, .bool, .array, .object: append("null")
        }
    }
}
