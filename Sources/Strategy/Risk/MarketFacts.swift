public import Books

/// What is known of one venue at the instant of a decision.
public struct VenueFacts: Sendable, Hashable {
    /// Whether a person has armed it for orders.
    public var isArmed: Bool
    /// Whether its book is live and its connections for orders are up.
    public var isReady: Bool
    /// Whether it trades the instrument now.
    public var isTrading: Bool
    /// How old its book is.
    public var bookAge: TimeSpan
    /// How old it may be: 1.5 s where updates come every 100 ms, 3 s where a heartbeat comes every second.
    public var bookAgeBound: TimeSpan
    /// How late its events arrive; nil where it states no times.
    public var eventLag: TimeSpan?
    /// The middle of its best prices; nil while a side is empty.
    public var mid: Mid?
    /// Its rules; nil until it has stated them.
    public var listing: VenueListing?
    /// What it takes of what we take.
    public var fee: FeeRate
    /// How much stands on each side within the collar.
    public var visibleBids: Quantity
    /// How much stands on the sell side within the collar.
    public var visibleAsks: Quantity
    /// How wrong our idea of its clock may be.
    public var clockError: TimeSpan
    /// How long ago that was measured.
    public var clockAge: TimeSpan

    /// Facts of a venue.
    public init(
        isArmed: Bool,
        isReady: Bool,
        isTrading: Bool,
        bookAge: TimeSpan,
        bookAgeBound: TimeSpan,
        eventLag: TimeSpan?,
        mid: Mid?,
        listing: VenueListing?,
        fee: FeeRate,
        visibleBids: Quantity,
        visibleAsks: Quantity,
        clockError: TimeSpan,
        clockAge: TimeSpan
    ) {
        self.isArmed = isArmed
        self.isReady = isReady
        self.isTrading = isTrading
        self.bookAge = bookAge
        self.bookAgeBound = bookAgeBound
        self.eventLag = eventLag
        self.mid = mid
        self.listing = listing
        self.fee = fee
        self.visibleBids = visibleBids
        self.visibleAsks = visibleAsks
        self.clockError = clockError
        self.clockAge = clockAge
    }
}

/// What is known of the market and of ourselves at the instant of a decision.
public struct MarketFacts: Sendable, Hashable {
    /// Whether the console is in the mode in which it trades.
    public var isRunning: Bool
    /// Whether the kill switch is latched.
    public var isKilled: Bool
    /// How long ago the watchdog was answered.
    public var watchdogAge: TimeSpan
    /// Whether intents can be written down.
    public var isJournalWritable: Bool
    /// Whether the venues show the same market (no ``Decoupling``).
    public var venuesAgree: Bool
    /// The middle of the consumer book; nil while a side is empty.
    public var consumerMid: Mid?
    /// The average price of the last seconds' trades (``TradeWindow``).
    public var tradeAverage: Price?
    /// How much the price moves in a second, one standard deviation, in millionths; nil while not known.
    public var sigma: Int64?
    /// The venues by slot.
    public var venues: [VenueFacts]

    /// Facts of the market.
    public init(
        isRunning: Bool,
        isKilled: Bool,
        watchdogAge: TimeSpan,
        isJournalWritable: Bool,
        venuesAgree: Bool,
        consumerMid: Mid?,
        tradeAverage: Price?,
        sigma: Int64?,
        venues: [VenueFacts]
    ) {
        self.isRunning = isRunning
        self.isKilled = isKilled
        self.watchdogAge = watchdogAge
        self.isJournalWritable = isJournalWritable
        self.venuesAgree = venuesAgree
        self.consumerMid = consumerMid
        self.tradeAverage = tradeAverage
        self.sigma = sigma
        self.venues = venues
    }

    /// The price that orders for a venue are measured by: the middle one of the consumer book, the other venues and the
    /// trades.
    ///
    /// Not the venue's own: its book cannot vouch for itself.
    public func reference(for venue: VenueID) -> Mid? {
        var values = [consumerMid, tradeAverage.map(Mid.init)]
        for slot in venues.indices where slot != venue.slot && venues[slot].isReady { values.append(venues[slot].mid) }
        return Mid.median(values.compactMap { $0 })
    }
}
