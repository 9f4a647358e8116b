import Glibc

/// Why a session with a terminal ended.
public enum TerminalEnd: Sendable, Hashable {
    /// A person asked for it.
    case quit
    /// A signal asked for it.
    case signal(Int32)
    /// The terminal is gone.
    case hangUp
    /// The engine has no more to show.
    case engineEnded

    /// Whether it ended because nobody can see it any more: the terminal is gone, or said by a signal that it goes.
    public var isHangUp: Bool { self == .hangUp || self == .signal(SIGHUP) }

    /// The status that the process should exit with: 128 and the signal's number where one ended it.
    public var exitStatus: Int32 {
        switch self {
        case .quit, .engineEnded: 0
        case .signal(let number): 128 + number
        // What the kernel sends when a terminal goes is SIGHUP, which is 1 everywhere (signal(7)).
        case .hangUp: 129
        }
    }
}
