/// What is wrong in a journal file, with the first record that it is wrong with.
public enum JournalDamage: Sendable, Hashable {
    /// The database itself is damaged; SQLite's words say how.
    case database(String)
    /// A record is missing.
    case gap(expected: Int64, found: Int64)
    /// A record was changed, or one before it was.
    case chain(sequence: Int64)
    /// A record's text or one of its columns is no entry.
    case text(sequence: Int64, JournalTextError)
    /// The first record is no start of the console.
    case noEpoch

    /// The first record that is not to be believed; nil where that cannot be told.
    public var firstBad: Int64? {
        switch self {
        case .database: nil
        case .gap(let expected, _): expected
        case .chain(let sequence): sequence
        case .text(let sequence, _): sequence
        case .noEpoch: 0
        }
    }

    /// What is wrong, for the end of a sentence.
    public var finding: String {
        switch self {
        case .database(let words): "the database is damaged (\(words))"
        case .gap(let expected, let found):
            "record \(expected) is missing: the next one there is \(found)"
        case .chain(let sequence):
            "record \(sequence) is not the one that was written, or one is missing before it: its hash does not fit"
        case .text(let sequence, let error): "record \(sequence) cannot be read: \(error.finding)"
        case .noEpoch: "it does not begin with a start of the console"
        }
    }
}
