public import Books

/// One row of a journal file as it stands there.
public struct JournalRecord: Sendable, Equatable {
    /// Its number, from 0 without gaps.
    public let sequence: Int64
    /// When it happened, by the steady clock of its epoch.
    public let at: MonotonicTime
    /// When it happened, by the calendar.
    public let wall: WallTime
    /// The word for its kind.
    public let kind: String
    /// Its text.
    public let payload: [UInt8]
    /// The chain's value after it.
    public let chain: [UInt8]

    /// The entry that it holds; the columns must say the same as the text.
    public func entry() throws(JournalTextError) -> JournalEntry {
        let fields = try JournalFields(payload)
        let entry = try JournalEntry(fields)
        guard entry.kind == kind else { throw .unusable("kind") }
        guard try fields.number("at") == at.nanoseconds else { throw .unusable("at") }
        guard try fields.number("wall") == wall.nanoseconds else { throw .unusable("wall") }
        return entry
    }
}
