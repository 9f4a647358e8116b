/// Why a record's text is no entry.
public enum JournalTextError: Error, Sendable, Hashable {
    /// It is no JSON object.
    case notJSON
    /// A member is missing.
    case missing(String)
    /// A member is not what it has to be.
    case unusable(String)
    /// Its kind, or its version of it, is of a newer rung.
    case newer(kind: String, version: Int)

    /// What is wrong, for the end of a sentence.
    public var finding: String {
        switch self {
        case .notJSON: "its text is no JSON object"
        case .missing(let name): "its text has no \"\(name)\""
        case .unusable(let name): "\"\(name)\" in its text is not what it has to be"
        case .newer(let kind, let version):
            "it is a \"\(kind)\" in version \(version), which this rung does not know: a newer one has written it"
        }
    }
}
