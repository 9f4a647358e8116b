public import Recording

/// Why a recording cannot be verified at all.
public enum VerificationError: Error, Sendable, Equatable {
    /// The file cannot be read.
    case unreadable(RecordingError)
    /// The file can be read, but its venue has no machine here yet, or there is no book in it.
    case unsupported(path: String, reason: String)
    /// An option does not fit the recording.
    case option(String)

    /// One sentence for a person: the cause and the remedy.
    public var sentence: String {
        switch self {
        case .unreadable(let error): error.sentence
        case .unsupported(let path, let reason): "\(path) cannot be verified: \(reason)."
        case .option(let sentence): sentence
        }
    }
}
