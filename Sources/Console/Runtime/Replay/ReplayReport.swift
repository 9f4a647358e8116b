public import Books

/// What a replay came to.
public struct ReplayReport: Sendable, Equatable {
    /// One venue at the end.
    public struct Venue: Sendable, Equatable {
        /// The name.
        public let name: String
        /// What its book was worth.
        public let state: FeedState
        /// The best bid.
        public let bid: Price?
        /// The best ask.
        public let ask: Price?
        /// How many levels there were on both sides.
        public let levels: Int
        /// The SHA-256 of the whole book, as `rung verify` gives it.
        public let hash: String
        /// How often it became live.
        public let timesLive: Int
        /// How many updates, tops and trades came.
        public let messages: UInt64
        /// How often updates were missing.
        public let gaps: Int
    }

    /// What a strategy came to.
    public struct Quoting: Sendable, Equatable {
        /// How many quote sets it made.
        public internal(set) var sets = 0
        /// How many quotes the market reached.
        public internal(set) var reached = 0
        /// In how many seconds it reached any.
        public internal(set) var secondsReached = 0
    }

    /// The venues, by slot.
    public let venues: [Venue]
    /// How many records were played.
    public let records: Int
    /// How many pictures were made.
    public let frames: Int
    /// How much of the recordings was played.
    public let span: TimeSpan
    /// Whether it was played to the end.
    public let isWhole: Bool
    /// The hashes.
    public let hashes: ReplayHashes
    /// What the strategy came to, if it was switched on.
    public let quoting: Quoting
    /// What was wrong with the recordings.
    public let findings: [String]
    /// The instrument's unit of prices.
    public let priceUnit: DecimalUnit
}
