public import TUI
import Yams

extension SettingsValue {
    /// One of the words that `Choice` is written as.
    public func choice<Choice>(_ type: Choice.Type = Choice.self) -> Choice?
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        word(of: Choice.allCases.map(\.rawValue)).flatMap(Choice.init(rawValue:))
    }

    /// One of `words`.
    public func word(of words: [String]) -> String? {
        guard let text = text() else { return nil }
        guard words.contains(text) else {
            let all = words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
            note(
                "is \"\(text)\", and should be \(words.count == 1 ? words[0] : all)",
                suggestion: Suggestion.nearest(to: text, among: words)
            )
            return nil
        }
        return text
    }

    /// Yes or no, written `true` or `false`.
    public func boolean() -> Bool? {
        word(of: ["true", "false"]).map { $0 == "true" }
    }

    /// Whether it is written like a colour, right or wrong, and not like a name.
    var isColour: Bool {
        node.scalar.map { $0.string == "default" || $0.string.hasPrefix("#") } ?? false
    }

    /// A colour: `default`, or `#rrggbb` with a number of 256 and an ANSI name behind it, which are optional.
    public func colour() -> ThemeColour? {
        guard let text = text() else { return nil }
        do throws(ColourTextError) {
            return try ColourText.parse(text)
        } catch {
            note("is \"\(text)\": \(error.sentence)", suggestion: error.suggestion)
            return nil
        }
    }
}
