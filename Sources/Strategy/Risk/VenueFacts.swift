public import Books

/// What is known of one venue at the instant of a decision.
public struct VenueFacts: Sendable, Hashable {
    /// Whether a person has armed it for orders.
    public var isArmed: Bool
    /// Whether its book is live and its connections for orders are up.
    public var isReady: Bool
    /// Whether it trades the instrument now.
    public var isTrading: Bool
    /// Whether only one order of the smallest size may go there: the step between a closed gate and an open one.
    public var isOnTrial = false
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
