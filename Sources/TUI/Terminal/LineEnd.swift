/// Why lines on standard output ended.
public enum LineEnd: Sendable, Hashable {
    /// A signal asked for it.
    case signal(Int32)
    /// The reader is gone: it has what it wanted.
    case readerGone
    /// Standard output cannot be written to.
    case failed(errno: Int32)
    /// The engine has no more to show.
    case engineEnded

    /// The status that the process should exit with: 128 and the signal's number where one ended it.
    public var exitStatus: Int32 {
        switch self {
        case .signal(let number): 128 + number
        case .failed: 1
        case .readerGone, .engineEnded: 0
        }
    }
}
