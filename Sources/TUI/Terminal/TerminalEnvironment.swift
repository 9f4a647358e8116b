import Glibc

/// What the environment says about the terminal.
struct TerminalEnvironment: Equatable {
    /// The terminal's name, from TERM.
    var terminal: String?
    /// Whether NO_COLOR is set to anything (no-color.org).
    var forbidsColour: Bool
    /// Whether COLORTERM promises 24-bit colours.
    var claimsTrueColour: Bool

    /// The environment of this process.
    static var current: TerminalEnvironment {
        let colourTerminal = variable("COLORTERM")
        return TerminalEnvironment(
            terminal: variable("TERM"),
            forbidsColour: variable("NO_COLOR").map { !$0.isEmpty } ?? false,
            claimsTrueColour: colourTerminal == "truecolor" || colourTerminal == "24bit"
        )
    }

    private static func variable(_ name: String) -> String? {
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }
}
