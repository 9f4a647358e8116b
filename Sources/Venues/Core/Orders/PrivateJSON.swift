import Books

/// Reads private messages: bounded in size, and without a name twice in an object, which two readers would read as two
/// different things.
enum PrivateJSON {
    /// The largest message that is read: a page of a thousand trades fits twice.
    static let limit = 1 << 20

    /// The value of a whole message; nil for whatever is not one.
    static func parse(_ message: Span<UInt8>) -> JSONValue? {
        guard message.count <= limit else { return nil }
        do {
            let value = try JSONValue(message)
            return isUnambiguous(value) ? value : nil
        } catch {
            return nil
        }
    }

    /// The depth is bounded by the reader's own (``JSON/depthLimit``).
    private static func isUnambiguous(_ value: JSONValue) -> Bool {
        switch value {
        case .object(let members):
            let names = Set(members.map(\.name))
            return names.count == members.count && members.allSatisfy { isUnambiguous($0.value) }
        case .array(let elements):
            return elements.allSatisfy(isUnambiguous)
        case .string, .number, .bool, .null:
            return true
        }
    }
}
