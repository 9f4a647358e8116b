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

    /// What orders came to.
    public struct Trading: Sendable, Equatable {
        /// How many matches there were.
        public let matches: Int
        /// How many fills our ledger has.
        public let fills: Int
        /// What is held of the base asset, as a plain decimal.
        public let position: String
        /// What was won with what is closed, after all fees, in the quote asset, likewise.
        public let realised: String
        /// The fees, likewise; those taken in the base asset at the price of their fill.
        public let fees: String
        /// The venues that took orders.
        public let venues: [TradingVenue]

        /// Whether our ledger says of every venue what the venue's own books say, to the last digit.
        public var isEqual: Bool { venues.allSatisfy(\.isEqual) }
    }

    /// What orders came to at one venue, by our ledger and by the exchange's own books.
    public struct TradingVenue: Sendable, Equatable {
        /// The name.
        public let name: String
        /// The exchange's books.
        public let account: ReplayAccount
        /// How many fills our ledger has.
        public let fills: Int
        /// By how much our ledger's base asset changed, as a plain decimal.
        public let base: String
        /// By how much our ledger's quote asset changed, likewise.
        public let quote: String

        /// Whether both say the same.
        public var isEqual: Bool {
            account.open == 0 && account.fills == fills && account.base == base && account.quote == quote
        }
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
    /// What orders came to; nil in a replay without an order path.
    public let trading: Trading?
    /// What was wrong with the recordings.
    public let findings: [String]
    /// What was traded, and in which units.
    public let instrument: Instrument
}
