public import Books
public import Strategy

/// One match in a report: what was decided, and what came of it.
public struct ReportedMatch: Sendable, Equatable {
    /// The start that it belongs to.
    public let epoch: UInt32
    /// When it was decided.
    public let decidedAt: WallTime
    /// What was decided.
    public let match: JournalMatch
    /// What it came to; nil where the journal ends before the match does.
    public internal(set) var result: ParentReport?
}
