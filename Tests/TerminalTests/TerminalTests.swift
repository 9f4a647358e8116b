import Testing

@testable import Terminal

/// Everything that touches ncurses, one test after another: ncurses keeps its screen in global variables.
@Suite("Terminal", .serialized)
struct TerminalTests {
    /// Characters are UTF-8 in all these tests, whatever the environment of the run says.
    static let locale: Void = TerminalLocale.prepare(.unicode)

    /// An environment with nothing but a terminal's name.
    static func environment(_ terminal: String?) -> TerminalEnvironment {
        TerminalEnvironment(terminal: terminal, forbidsColour: false, claimsTrueColour: false)
    }
}
