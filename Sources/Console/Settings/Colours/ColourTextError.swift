/// Why a text is no colour.
enum ColourTextError: Error, Equatable {
    /// It does not look like one.
    case form
    /// The number is none of 256.
    case index(String)
    /// The name is none of the ANSI colours'.
    case ansi(String)

    /// What is wrong and what to write.
    var sentence: String {
        switch self {
        case .form:
            "a colour is \"default\" or \"#rrggbb\", with its number of 256 and its ANSI name behind it if you want: "
                + "\"#5fafff 75 bright-cyan\""
        case .index(let word): "\(word) is not one of xterm's colours, 0 to 255"
        case .ansi(let word): "\(word) is not one of the ANSI colours, black to white and bright-black to bright-white"
        }
    }

    /// The name that was probably meant.
    var suggestion: String? {
        guard case .ansi(let word) = self else { return nil }
        return Suggestion.nearest(to: word, among: ColourText.names)
    }
}
