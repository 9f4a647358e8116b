public import Books
public import Strategy

/// What trading came to, from the journal alone.
public struct JournalReport: Sendable {
    /// Which starts of the console are reported.
    public enum Selection: Sendable, Hashable {
        /// This one.
        case epoch(UInt32)
        /// All with the instrument of the newest.
        case all
    }

    /// What is traded, and in which units.
    public let instrument: Instrument
    /// The starts that are in it.
    public internal(set) var epochs: [UInt32] = []
    /// When the first and the last of its entries were written.
    public internal(set) var span: (first: WallTime, last: WallTime)?
    /// The matches in the order of their decisions.
    public internal(set) var matches: [ReportedMatch] = []
    /// The venues by slot.
    public internal(set) var venues: [ReportedVenue] = []
    /// How often our own gate refused, by code, the most frequent first.
    public internal(set) var denials: [ReportedVenue.Count] = []
    /// Position, cash, fees and profit by the fills of the report.
    public internal(set) var ledger: Ledger
    /// The last middle of the consumer book that a decision was made by: open profit is measured by it.
    public internal(set) var lastMid: Mid?
    /// The fills in the order in which they were written down.
    public internal(set) var fills: [Fill] = []
    /// The middle of the consumer book at each decision.
    public internal(set) var mids: [(at: WallTime, mid: Mid)] = []
    /// How many orders the journal does not know to have ended.
    public internal(set) var openOrders = 0
    /// How many entries could not be written at the time.
    public internal(set) var lost = 0

    /// A fill with what the plots need.
    public struct Fill: Sendable, Hashable {
        /// When it was written down.
        public let at: WallTime
        /// Where it happened.
        public let venue: VenueID
        /// Whether it bought or sold.
        public let side: OrderSide
        /// The fill.
        public let fill: OrderFill
        /// The position of the report after it, as the ledger counts.
        public let position: Int128
    }

    init(_ instrument: Instrument) {
        self.instrument = instrument
        ledger = Ledger(instrument, venueCount: VenueID.limit)
    }

    // MARK: - Queries

    /// The numbers of its instrument.
    public var numbers: JournalNumbers { JournalNumbers(instrument) }

    /// The venues that something happened at.
    public var usedVenues: [ReportedVenue] { venues.filter { $0.orders > 0 || $0.fills > 0 } }

    /// What the open position is worth above its cost at the last middle; nil where there is none.
    public var openProfit: Int128? {
        if ledger.holding.position == 0 { return 0 }
        return lastMid.flatMap(ledger.openProfit(at:))
    }
}
