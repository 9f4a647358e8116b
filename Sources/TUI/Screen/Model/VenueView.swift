public import Books

/// One venue: its book, and the health of its feed.
public struct VenueView: Sendable, Equatable {
    /// The venue's slot.
    public var venue: VenueID
    /// The name in capitals: `BINANCE`.
    public var name: String
    /// The letter that stands for the venue in the consumer book: `B`.
    public var letter: Unicode.Scalar
    /// What is known about the truth of the book.
    public var state: VenueState
    /// How long the venue's messages take to arrive, if that is known.
    public var latency: TimeSpan?
    /// Market-data messages a second.
    public var messagesPerSecond: Int?
    /// How many gaps in the sequence there were since the start.
    public var gaps: Int
    /// The time since the last message of any kind; nothing before the first.
    public var age: TimeSpan?
    /// The sequence number of the last update that is in the book, for venues that number them.
    public var sequence: Int64?
    /// The last trade, if one was seen.
    public var lastTrade: LastTradeView?
    /// The five best levels.
    public var ladder: LadderView

    /// A venue; what is left out is not known yet.
    public init(
        venue: VenueID,
        name: String,
        letter: Unicode.Scalar,
        state: VenueState = .connecting,
        latency: TimeSpan? = nil,
        messagesPerSecond: Int? = nil,
        gaps: Int = 0,
        age: TimeSpan? = nil,
        sequence: Int64? = nil,
        lastTrade: LastTradeView? = nil,
        ladder: LadderView = LadderView()
    ) {
        self.venue = venue
        self.name = name
        self.letter = letter
        self.state = state
        self.latency = latency
        self.messagesPerSecond = messagesPerSecond
        self.gaps = gaps
        self.age = age
        self.sequence = sequence
        self.lastTrade = lastTrade
        self.ladder = ladder
    }
}
