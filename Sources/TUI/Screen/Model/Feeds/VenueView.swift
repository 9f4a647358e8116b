public import Books

/// One venue: its book, the health of its feed and of its order path.
public struct VenueView: Sendable, Equatable {
    /// The venue's slot.
    public var venue: VenueID
    /// The name in capitals: `BINANCE`.
    public var name: String
    /// The letter that stands for the venue in the consumer book: `B`.
    public var letter: Unicode.Scalar
    /// What is known about the truth of the book.
    public var state: VenueState
    /// How long the last message took to arrive, if that is known.
    public var latency: TimeSpan?
    /// How long messages took lately, if that is known.
    public var delay: DelayView?
    /// Market-data messages a second.
    public var messagesPerSecond: Int?
    /// How many gaps in the sequence there were since the start.
    public var gaps: Int
    /// The time since the last message of any kind; nothing before the first.
    public var age: TimeSpan?
    /// How often the connection was made anew since the start.
    public var tries: Int
    /// The sequence number of the last update that is in the book, for venues that number them.
    public var sequence: Int64?
    /// When its levels last left the consumer book; nothing while they are in it.
    public var removedAt: WallTime?
    /// The last trade, if one was seen.
    public var lastTrade: LastTradeView?
    /// The five best levels.
    public var ladder: LadderView
    /// The time from an order's first byte to its acknowledgement lately, if there were orders.
    public var roundTrip: TimeSpan?
    /// By how much the venue's clock is ahead of ours, if that was measured.
    public var clockOffset: TimeSpan?
    /// Which orders may go there.
    public var gate: VenueGate
    /// What limits the way for orders besides; nothing where there is none.
    public var orderPath: OrderPathView?
    /// Who cancels our orders there if the console dies.
    public var deadMansSwitch: DeadMansSwitch

    /// A venue; what is left out is not known yet, or is not there.
    public init(
        venue: VenueID,
        name: String,
        letter: Unicode.Scalar,
        state: VenueState = .connecting,
        latency: TimeSpan? = nil,
        delay: DelayView? = nil,
        messagesPerSecond: Int? = nil,
        gaps: Int = 0,
        age: TimeSpan? = nil,
        tries: Int = 0,
        sequence: Int64? = nil,
        removedAt: WallTime? = nil,
        lastTrade: LastTradeView? = nil,
        ladder: LadderView = LadderView(),
        roundTrip: TimeSpan? = nil,
        clockOffset: TimeSpan? = nil,
        gate: VenueGate = .none,
        orderPath: OrderPathView? = nil,
        deadMansSwitch: DeadMansSwitch = .none
    ) {
        self.venue = venue
        self.name = name
        self.letter = letter
        self.state = state
        self.latency = latency
        self.delay = delay
        self.messagesPerSecond = messagesPerSecond
        self.gaps = gaps
        self.age = age
        self.tries = tries
        self.sequence = sequence
        self.removedAt = removedAt
        self.lastTrade = lastTrade
        self.ladder = ladder
        self.roundTrip = roundTrip
        self.clockOffset = clockOffset
        self.gate = gate
        self.orderPath = orderPath
        self.deadMansSwitch = deadMansSwitch
    }
}
