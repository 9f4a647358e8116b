public import Books

/// What a recording is about: the instrument, and each venue with the protocol it spoke.
public struct CaptureDescription: Sendable, Equatable {
    /// One venue of a recording.
    public struct Venue: Sendable, Equatable {
        /// The name for people: `BINANCE`.
        public let name: String
        /// What it spoke: `binance-spot`, `binance-usdm` or `kraken-v2`.
        public let dialect: String
        /// The venue's name of the instrument: `ETHUSDT`.
        public let symbol: String
        /// The depth that is subscribed, where the venue keeps the book to one.
        public let depth: Int?
        /// How many connections at once the feed wants.
        public let connections: Int

        /// A venue with all that is recorded of it.
        public init(name: String, dialect: String, symbol: String, depth: Int? = nil, connections: Int = 1) {
            self.name = name
            self.dialect = dialect
            self.symbol = symbol
            self.depth = depth
            self.connections = connections
        }
    }

    /// The instrument and the units it was counted in.
    public let instrument: Instrument
    /// The venues, in the order of their slots.
    public let venues: [Venue]
    /// When the recording was begun.
    public let start: WallTime

    /// A description with all its parts.
    public init(instrument: Instrument, venues: [Venue], start: WallTime) {
        self.instrument = instrument
        self.venues = venues
        self.start = start
    }
}
