public import Books

/// What is known of the market and of ourselves at the instant of a decision.
public struct MarketFacts: Sendable, Hashable {
    /// Whether the console is in a mode in which orders leave.
    public var isRunning: Bool
    /// Whether only orders may go that make the position smaller.
    public var isReducing = false
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
