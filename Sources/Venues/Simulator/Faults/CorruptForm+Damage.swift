extension CorruptForm {
    /// The message damaged in this form; one that lacks the place to be damaged is cut instead.
    func damaged(_ message: [UInt8]) -> [UInt8] {
        switch self {
        case .truncated: Self.cut(message)
        case .nan: Self.withPrice("NaN", message)
        case .huge: Self.withPrice("1e999", message)
        case .negative: Self.withPrice("-1.00", message)
        case .missing: Self.replacing(Self.asks, with: { "\"no\($0)\":" }, in: message)
        case .type: Self.replacing(Self.asks, with: { "\"\($0)\":7,\"list\":" }, in: message)
        case .control: Self.withControls(message)
        case .deep: Array(repeating: UInt8(ascii: "["), count: 100_000)
        // 0xFF occurs in no UTF-8 text (RFC 3629 section 3).
        case .utf8: Array(message.prefix(message.count / 2)) + [0xFF, 0xFE] + message.suffix(message.count / 2)
        }
    }

    /// What the two venues call the asks.
    private static let asks = ["a", "asks"]

    private static func cut(_ message: [UInt8]) -> [UInt8] {
        Array(message.prefix(message.count / 2))
    }

    /// Replaces the first number with a point in it, which is a price wherever there is one.
    private static func withPrice(_ text: String, _ message: [UInt8]) -> [UInt8] {
        let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        guard
            let point = message.indices.first(where: { at in
                message[at] == UInt8(ascii: ".") && at > 0 && isDigit(message[at - 1])
            })
        else { return cut(message) }
        let before = message[..<point].lastIndex { !isDigit($0) } ?? point
        let behind = message[(point + 1)...].firstIndex { !isDigit($0) } ?? message.endIndex
        // A time of day has a point too, but no quotation mark or colon right before its last digits.
        return Array(message[...before]) + Array(text.utf8) + Array(message[behind...])
    }

    private static func replacing(
        _ names: [String],
        with replacement: (String) -> String,
        in message: [UInt8]
    ) -> [UInt8] {
        for name in names {
            let key = Array("\"\(name)\":".utf8)
            guard message.count >= key.count,
                let start = (0...(message.count - key.count)).first(where: { message[$0...].starts(with: key) })
            else { continue }
            return Array(message[..<start]) + Array(replacement(name).utf8) + Array(message[(start + key.count)...])
        }
        return cut(message)
    }

    /// Clears the screen and rings from inside the first string: raw bytes, and the same escaped.
    private static func withControls(_ message: [UInt8]) -> [UInt8] {
        guard let quote = message.firstIndex(of: UInt8(ascii: "\"")) else { return cut(message) }
        let hostile = Array("\u{1B}[2J\u{07}\\u001b]0;owned\\u0007\\u202e".utf8)
        return Array(message[...quote]) + hostile + Array(message[(quote + 1)...])
    }
}
