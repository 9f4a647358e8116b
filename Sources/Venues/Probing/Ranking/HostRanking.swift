/// Hosts in order by one criterion at one venue.
public struct HostRanking: Sendable, Hashable {
    /// Which venue.
    public let venue: String
    /// By what.
    public let criterion: RankCriterion
    /// The hosts, best first.
    public let rows: [RankRow]
    /// Hosts that did not measure it.
    public let missing: [String]
    /// What a reader has to know, a sentence each.
    public let notes: [String]

    /// A ranking with all its parts.
    public init(venue: String, criterion: RankCriterion, rows: [RankRow], missing: [String], notes: [String]) {
        self.venue = venue
        self.criterion = criterion
        self.rows = rows
        self.missing = missing
        self.notes = notes
    }

    /// The hosts that may be the best.
    public var leaders: [String] { rows.filter { $0.group == 0 }.map(\.host) }
}
