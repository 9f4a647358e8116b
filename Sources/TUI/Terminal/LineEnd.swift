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
}
