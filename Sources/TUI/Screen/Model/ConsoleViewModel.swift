public import Books

/// Everything that one frame of the console shows, as one immutable value.
///
/// All numbers of a frame come from the same moment, so that bars, sums and prices cannot disagree. It holds integers
/// and short texts; the screen turns them into cells. What is not known is nothing, never a zero.
public struct ConsoleViewModel: Sendable, Equatable {
    /// Where data comes from and where orders would go.
    public var mode: ConsoleMode
    /// How far the recording has been played, where one is played.
    public var playback: PlaybackView?
    /// Whether the console was started without any order path.
    public var isReadOnly: Bool
    /// Whether a person has allowed orders that cost money.
    public var arming: Arming
    /// What is traded.
    public var instrument: InstrumentView
    /// The calendar time of the frame.
    public var wallTime: WallTime
    /// How long the console has been running, by the steady clock.
    public var uptime: TimeSpan
    /// Whether orders can leave.
    public var execution: ExecutionState
    /// The venues in the order of their slots.
    public var venues: [VenueView]
    /// The book of all live venues together.
    public var consumer: ConsumerView
    /// Our own quotes, and the strategy that makes them.
    public var trader: TraderView
    /// Position, profit and limits.
    public var account: AccountView
    /// The limits that `:limit` shows and changes, in the order of the configuration; none without an order path.
    public var limits: [LimitView]
    /// Child orders: the open ones and those that ended lately, in the order in which they are to be shown.
    public var orders: [OrderView]
    /// The parents of those orders, newest first.
    public var parents: [ParentView]
    /// What is in doubt, by slot; none where nothing is.
    public var doubts: [DoubtView]
    /// The parameters that `:set` may change, in the order of the completion.
    public var parameters: [ParameterView]
    /// The names of the faults that `:fault` can make at simulated venues; none elsewhere.
    public var faults: [String]
    /// What happened lately, newest first; a few dozen are enough for the largest screen.
    public var notices: [NoticeView]

    /// A frame; what is left out is the state of a console that has just started.
    public init(
        mode: ConsoleMode,
        instrument: InstrumentView,
        wallTime: WallTime,
        execution: ExecutionState = .none,
        venues: [VenueView],
        consumer: ConsumerView = ConsumerView(),
        trader: TraderView = TraderView(),
        notices: [NoticeView] = []
    ) {
        self.mode = mode
        playback = nil
        isReadOnly = false
        arming = .notNeeded
        self.instrument = instrument
        self.wallTime = wallTime
        uptime = .zero
        self.execution = execution
        self.venues = venues
        self.consumer = consumer
        self.trader = trader
        account = AccountView()
        limits = []
        orders = []
        parents = []
        doubts = []
        parameters = []
        faults = []
        self.notices = notices
    }

    /// How many venues are live: those whose levels are in the consumer book.
    public var liveVenueCount: Int {
        venues.reduce(0) { count, venue in venue.state.isLive ? count + 1 : count }
    }

    /// The view of a venue, by its slot.
    func venue(_ venue: VenueID) -> VenueView? {
        venues.first { $0.venue == venue }
    }
}
