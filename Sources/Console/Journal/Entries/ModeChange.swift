public import Books

/// A change of mode, who wanted it, and why.
public struct ModeChange: Sendable, Hashable {
    /// The venue that it is about; nil for the whole console.
    public let venue: VenueID?
    /// The mode before.
    public let from: JournalMode
    /// The mode since.
    public let to: JournalMode
    /// Who or what did it: `operator`, `journal`, `watchdog`.
    public let who: String
    /// Why, in words.
    public let why: String

    /// A change with all its parts.
    public init(venue: VenueID? = nil, from: JournalMode, to: JournalMode, who: String, why: String) {
        self.venue = venue
        self.from = from
        self.to = to
        self.who = who
        self.why = why
    }
}
