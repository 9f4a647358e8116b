import TUI

/// Reads colours as settings write them: `"#5fafff 75 bright-cyan"`, or `default` for the terminal's own.
///
/// The second word is the number in xterm's 256 colours, the third the name among the 16 ANSI colours. What is left out
/// is the nearest there is.
enum ColourText {
    /// The names of the sixteen ANSI colours, by their numbers.
    static let names = darkNames + darkNames.map { "bright-" + $0 }

    private static let darkNames = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]

    /// The colour that `text` means.
    static func parse(_ text: String) throws(ColourTextError) -> ThemeColour {
        let words = text.split(separator: " ").map(String.init)
        if words == ["default"] { return .terminal }
        guard let first = words.first, words.count <= 3 else { throw .form }
        let rgb = try hexadecimal(first)
        var indexed: UInt8?
        var ansi: UInt8?
        for word in words.dropFirst() {
            if word.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) {
                guard indexed == nil, ansi == nil else { throw .form }
                guard let number = UInt8(word) else { throw .index(word) }
                indexed = number
            } else {
                guard ansi == nil else { throw .form }
                guard let number = names.firstIndex(of: word) else { throw .ansi(word) }
                ansi = UInt8(number)
            }
        }
        return .fixed(
            rgb: rgb,
            indexed: indexed ?? NearestColour.indexed(to: rgb),
            ansi: ansi ?? NearestColour.ansi(to: rgb)
        )
    }

    private static func hexadecimal(_ word: String) throws(ColourTextError) -> UInt32 {
        let digits = word.dropFirst()
        guard word.hasPrefix("#"), digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit),
            let rgb = UInt32(digits, radix: 16)
        else { throw .form }
        return rgb
    }
}
