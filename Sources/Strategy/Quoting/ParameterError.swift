/// Why a parameter of the strategy was not changed.
public enum ParameterError: Error, Sendable, Hashable {
    /// There is no parameter of this name.
    case unknown(name: String)
    /// The text is no number, or one with more than six decimals.
    case notANumber(name: String, text: String)
    /// The parameter takes whole numbers only.
    case notWhole(name: String, text: String)
    /// The number is outside of what is safe.
    case outOfRange(name: String, text: String, from: String, to: String)
    /// The parameter takes one of some words.
    case notAWord(name: String, text: String, words: [String])
    /// This console has no strategy.
    case noStrategy

    /// One sentence for a person: the cause and the remedy.
    public var sentence: String {
        switch self {
        case .unknown(let name):
            "the strategy has no parameter \(name): take one of \(QuotingParameters.names.joined(separator: ", "))"
        case .notANumber(let name, let text):
            "\(name) takes a number with at most six decimals such as 0.5, and \(text) is none: nothing was changed"
        case .notWhole(let name, let text):
            "\(name) takes a whole number, and \(text) is none: nothing was changed"
        case .outOfRange(let name, let text, let low, let high):
            "\(name) may be \(low) to \(high), and \(text) is not: nothing was changed"
        case .notAWord(let name, let text, let words):
            "\(name) may be \(words.joined(separator: " or ")), and \(text) is not: nothing was changed"
        case .noStrategy:
            "this console was started without a strategy: start it with one to quote"
        }
    }
}
