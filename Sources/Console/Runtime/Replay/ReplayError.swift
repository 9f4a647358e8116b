public import Recording

/// Why recordings cannot be played.
public enum ReplayError: Error, Sendable, Equatable {
    /// A file of another recorder cannot be read.
    case unreadable(RecordingError)
    /// One of rung's own recordings cannot be read.
    case broken(CaptureError)
    /// There is nothing in a recording that rung could play.
    case unsupported(path: String, reason: String)
    /// Two recordings are of different instruments.
    case instruments(path: String, instrument: String, other: String)
    /// Two recordings of one venue lie too far apart.
    case apart(path: String, hours: Int64)
    /// There are more venues than a console has slots.
    case tooMany(Int)

    /// One sentence for a person: the cause and the remedy.
    public var sentence: String {
        switch self {
        case .unreadable(let error): error.sentence
        case .broken(let error): error.sentence
        case .unsupported(let path, let reason): "\(path) cannot be played: \(reason)."
        case .instruments(let path, let instrument, let other):
            "\(path) is of \(instrument), the recordings before it are of \(other): one console has one instrument. "
                + "Play them apart."
        case .apart(let path, let hours):
            "\(path) lies \(hours) hours from the other recording of the same venue. Play them apart."
        case .tooMany(let count):
            "the recordings are of \(count) venues, and a console has 8. Play fewer of them."
        }
    }
}
