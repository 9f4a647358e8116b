public import Books

/// Everything that one frame of the console shows, as one immutable value.
///
/// All numbers of a frame come from the same moment, so that bars, sums and prices cannot disagree. It holds integers
/// and short texts; the screen turns them into cells.
public struct ConsoleViewModel: Sendable, Equatable {
    /// Where data comes from and where orders would go.
    public var mode: ConsoleMode
    /// What is traded.
    public var instrument: InstrumentView
    /// The calendar time of the frame.
    public var wallTime: WallTime
    /// Whether the strategy quotes.
    public var strategy: StrategyState
    /// Whether orders can leave.
    public var execution: ExecutionState
    /// The venues in the order of their slots.
    public var venues: [VenueView]
    /// The book of all live venues together.
    public var consumer: ConsumerView
    /// Our own quotes.
    public var trader: TraderView
    /// What happened lately, newest first; a few dozen are enough for the largest screen.
    public var notices: [NoticeView]

    /// A frame; what is left out is the state of a console that has just started.
    public init(
        mode: ConsoleMode,
        instrument: InstrumentView,
        wallTime: WallTime,
        strategy: StrategyState = .off,
        execution: ExecutionState = .none,
        venues: [VenueView],
        consumer: ConsumerView = ConsumerView(),
        trader: TraderView = TraderView(),
        notices: [NoticeView] = []
    ) {
        self.mode = mode
        self.instrument = instrument
        self.wallTime = wallTime
        self.strategy = strategy
        self.execution = execution
        self.venues = venues
        self.consumer = consumer
        self.trader = trader
        self.notices = notices
    }

    /// How many venues are live: those whose levels are in the consumer book.
    public var liveVenueCount: Int {
        venues.reduce(0) { count, venue in venue.state.isLive ? count + 1 : count }
    }
}
