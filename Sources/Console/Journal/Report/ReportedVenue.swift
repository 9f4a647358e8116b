public import Books
public import Strategy

/// How a venue has treated the orders of a report.
public struct ReportedVenue: Sendable, Equatable {
    /// What it is called.
    public let name: String
    /// How many orders were to go there.
    public internal(set) var orders = 0
    /// How long it took to answer, shortest first, by the matches that have ended.
    public internal(set) var answers: [TimeSpan] = []
    /// How many fills there were.
    public internal(set) var fills = 0
    /// How much was asked of it by orders that reached it, and how much of that it filled.
    public internal(set) var expected: Int128 = 0
    public internal(set) var filled: Int128 = 0
    /// How often it refused, by reason and words, the most frequent first.
    public internal(set) var rejects: [Count] = []
    /// What its fills have moved.
    public internal(set) var account = VenueAccount()

    /// How often something happened.
    public struct Count: Sendable, Hashable {
        /// What.
        public let name: String
        /// How often.
        public internal(set) var count: Int
    }

    /// The share of what was asked for that was not there any more, in millionths; nil where nothing was asked for.
    public var fade: Int64? {
        guard expected > 0 else { return nil }
        return Rounding.up.quotient(max(0, expected - filled) * 1_000_000, expected)
    }

    /// The answer time that so many of a hundred answers were not slower than; nil without answers.
    public func answer(percentile: Int) -> TimeSpan? {
        guard !answers.isEmpty else { return nil }
        // The nearest rank.
        return answers[max(0, (answers.count * percentile + 99) / 100 - 1)]
    }
}
