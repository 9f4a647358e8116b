import Books

/// Reads private messages: bounded in size and form, and without a name twice in an object, which two readers would read
/// as two different things.
enum PrivateJSON {
    /// The largest message that is read: a page of a thousand trades fits twice.
    static let limit = 1 << 20

    /// The value of a whole message; nil for whatever is not one.
    static func parse(_ message: Span<UInt8>) -> JSONValue? {
        guard message.count <= limit else { return nil }
        do {
            let value = try JSONValue(message)
            return isAcceptable(value, depth: 0) ? value : nil
        } catch {
            return nil
        }
    }

    /// How deep arrays and objects may be nested; the venues' are not half as deep.
    private static let depthLimit = 32
    /// The most elements of an array: twenty pages of trades.
    private static let elementLimit = 20_000
    /// The longest number: whatever is counted here has fewer digits.
    private static let digitLimit = 40

    private static func isAcceptable(_ value: JSONValue, depth: Int) -> Bool {
        switch value {
        case .object(let members):
            let names = Set(members.map(\.name))
            return depth < depthLimit && names.count == members.count
                && members.allSatisfy { isAcceptable($0.value, depth: depth + 1) }
        case .array(let elements):
            return depth < depthLimit && elements.count <= elementLimit
                && elements.allSatisfy { isAcceptable($0, depth: depth + 1) }
        case .number(let text):
            return text.utf8.count <= digitLimit
        case .string, .bool, .null:
            return true
        }
    }
}
