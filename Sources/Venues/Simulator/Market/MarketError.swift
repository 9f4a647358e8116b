/// Why a recording cannot be played.
public enum MarketError: Error, Sendable, Equatable {
    /// The source failed: a file that is missing, cut short or damaged; the text says which and why.
    case unreadable(String)
    /// A message is not what its format says.
    case malformed(message: Int, reason: String)
    /// The recording has no order book snapshot to begin with.
    case noSnapshot

    /// One sentence for a person: the cause and the remedy.
    public var sentence: String {
        switch self {
        case .unreadable(let reason):
            "the recording cannot be read: \(reason)"
        case .malformed(let message, let reason):
            "message \(message) of the recording cannot be played (\(reason)): fetch the file again, "
                + "or give the instrument that it was recorded for"
        case .noSnapshot:
            "the recording has no order book snapshot: record again with the REST depth answer in it"
        }
    }
}
