import TestKit

/// JSON documents of every shape that RFC 8259 allows.
struct RandomJSON {
    private var generator: SplitMix64

    init(_ generator: inout SplitMix64) {
        self.generator = SplitMix64(seed: generator.next())
    }

    /// The text of a value, with blanks where they may stand.
    mutating func document(depth: Int = 4) -> String {
        blanks() + value(depth) + blanks()
    }

    private mutating func value(_ depth: Int) -> String {
        switch generator.pick(0...(depth > 0 ? 9 : 6)) {
        case 0: "null"
        case 1: generator.oneIn(2) ? "true" : "false"
        case 2, 3: number()
        case 4, 5, 6: string()
        case 7: "[" + list(depth) { $0.value(depth - 1) } + "]"
        default: "{" + list(depth) { $0.string() + $0.blanks() + ":" + $0.blanks() + $0.value(depth - 1) } + "}"
        }
    }

    private mutating func list(_ depth: Int, _ element: (inout RandomJSON) -> String) -> String {
        let count = generator.pick(0...4)
        guard count > 0 else { return blanks() }
        return (0..<count).map { _ in blanks() + element(&self) + blanks() }.joined(separator: ",")
    }

    mutating func number() -> String {
        var text = generator.oneIn(3) ? "-" : ""
        text += generator.oneIn(4) ? "0" : String(generator.pick(UInt64(1)...999_999))
        if generator.oneIn(2) { text += "." + String(generator.pick(0...99_999)) }
        if generator.oneIn(4) {
            text += generator.pick(["e", "E", "e-", "e+", "E-0"]) + String(generator.pick(0...20))
        }
        return text
    }

    mutating func string() -> String {
        let pieces = [
            "a", "b", "price", " ", "/", "é", "€", "😀", "\u{7F}", "\\n", "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\r",
            "\\t", "\\u0041", "\\u00e9", "\\u20AC", "\\ud83d\\uDE00", "\\u0000", "{", "]", ",", ":", "0",
        ]
        return "\"" + (0..<generator.pick(0...6)).map { _ in generator.pick(pieces) }.joined() + "\""
    }

    private mutating func blanks() -> String {
        generator.oneIn(3) ? generator.pick([" ", "\n", "\t", "\r\n", "  "]) : ""
    }
}
