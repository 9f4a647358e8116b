/// Why the console cannot be shown, in one sentence that a person can act on.
public enum TerminalError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Standard input or standard output is not a terminal.
    case notATerminal
    /// The environment does not say which terminal this is.
    case terminalNotNamed
    /// terminfo does not know the terminal.
    case unknownTerminal(String)
    /// The terminal cannot place its cursor.
    case dumbTerminal(String)
    /// A system call that is needed failed.
    case system(call: String, errno: Int32)

    public var description: String {
        switch self {
        case .notATerminal:
            "the console needs a terminal for its input and its output: start it in one, or under tmux"
        case .terminalNotNamed:
            "the variable TERM is not set: start the console in a terminal, or under tmux"
        case .unknownTerminal(let name):
            "the terminal \"\(name)\" is not in the terminfo database: install its entry or set TERM, or start the"
                + " console under tmux"
        case .dumbTerminal(let name):
            "the terminal \"\(name)\" cannot place its cursor: start the console in another one, or under tmux"
        case .system(let call, let code):
            "the terminal cannot be used: \(call) failed with errno \(code)"
        }
    }
}
