public import Books

/// What execution begins with.
public struct ExecutionSettings: Sendable {
    /// What is traded, and in which units.
    public var instrument: Instrument
    /// How matches are executed; its epoch names the orders.
    public var configuration: ExecutionConfiguration
    /// The bounds of the pre-trade list.
    public var limits = RiskLimits()
    /// What each venue takes of what we take, by slot, until its account says so.
    public var fees: [FeeRate]
    /// The budget of messages of each venue by slot.
    public var budgets: [TokenBucket]
    /// How old a venue's book may be, by slot.
    public var bookAges: [TimeSpan]
    /// Whether each venue can cancel everything by itself when it does not hear from us, by slot.
    public var hasDeadMansSwitch: [Bool]
    /// Signs our order names.
    public var tags: any OrderTagging
    /// Whether a person has to allow orders before the first one (they cost money).
    public var needsArming = false
    /// What decides every draw.
    public var seed: UInt64 = 8
    /// The mode to begin in.
    public var mode = TradingMode.running
    /// What earlier starts have left; nil of a first one.
    public var recovered: RecoveredState?
    /// The calendar at the start, and the steady clock at that moment.
    public var wallTime: WallTime

    /// Settings over venues of which all lists speak by slot.
    public init(
        instrument: Instrument,
        configuration: ExecutionConfiguration,
        fees: [FeeRate],
        budgets: [TokenBucket],
        bookAges: [TimeSpan],
        hasDeadMansSwitch: [Bool],
        tags: any OrderTagging,
        wallTime: WallTime
    ) {
        self.instrument = instrument
        self.configuration = configuration
        self.fees = fees
        self.budgets = budgets
        self.bookAges = bookAges
        self.hasDeadMansSwitch = hasDeadMansSwitch
        self.tags = tags
        self.wallTime = wallTime
    }
}
