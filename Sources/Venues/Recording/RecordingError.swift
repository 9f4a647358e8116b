/// Why a recording cannot be read, with the place and the remedy.
public enum RecordingError: Error, Sendable, Equatable {
    /// The file cannot be opened; the system's words say why.
    case cannotOpen(path: String, reason: String)
    /// The file ends in the middle of a record.
    case truncated(path: String, line: Int)
    /// The compressed data is damaged.
    case damaged(path: String, line: Int)
    /// A record has not the shape of its format.
    case malformed(path: String, line: Int, expected: String)
    /// The beginning is that of no known format.
    case unknownFormat(path: String)

    /// One sentence for a person: the cause and the remedy.
    public var sentence: String {
        switch self {
        case .cannotOpen(let path, let reason):
            "\(path) cannot be opened: \(reason). Check the path and its permissions."
        case .truncated(let path, let line):
            "\(path) ends in the middle of record \(line): it was cut off. Fetch or record it again."
        case .damaged(let path, let line):
            "\(path) is damaged behind record \(line): its compression does not check. Fetch it again."
        case .malformed(let path, let line, let expected):
            "\(path), record \(line): expected \(expected). The file is damaged or of another format."
        case .unknownFormat(let path):
            "\(path) is no recording that rung knows: it reads hft-lines, cbcap1 and cryptofeed-lines, gzipped or not."
        }
    }
}
