/// Text with words of others in it, so that a terminal or an editor does nothing but show it.
///
/// A venue, a certificate or a file can hold anything: characters that steer a terminal (C0, and C1 with its own CSI), that
/// turn the direction of what follows, or that nobody sees. Each of them is written as its number, `\u{9b}`.
public enum PlainText {
    /// As many characters of foreign words as a sentence quotes.
    private static let wordsLimit = 200

    /// Words of others, to be quoted in a sentence: on one line, and not for ever.
    public static func words(_ text: String) -> String {
        shown(String(text.unicodeScalars.prefix(wordsLimit)), keepsLines: false)
    }

    /// A text that has to stay one line.
    public static func line(_ text: String) -> String {
        shown(text, keepsLines: false)
    }

    /// A text that may have several lines.
    public static func lines(_ text: String) -> String {
        shown(text, keepsLines: true)
    }

    /// Whether a terminal shows the character and does nothing else.
    public static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        if (0x20..<0x7F).contains(scalar.value) { return true }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }

    private static func shown(_ text: String, keepsLines: Bool) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isShown(scalar) || keepsLines && scalar == "\n" {
                shown.append(scalar)
            } else {
                shown.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
            }
        }
        return String(shown)
    }
}
