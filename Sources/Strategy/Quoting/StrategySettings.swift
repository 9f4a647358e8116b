public import Books

/// What a strategy begins with.
public struct StrategySettings: Sendable {
    /// What is quoted, and in which units.
    public var instrument: Instrument
    /// Who decides prices and sizes.
    public var quoter: any Quoter
    /// What a person may change later.
    public var parameters = QuotingParameters()
    /// What decides every draw.
    public var seed: UInt64
    /// How many samples of sizes and volatility, one a second, are enough to quote by.
    ///
    /// The history itself reaches back fifteen minutes; until it is that long it is as long as the console has run.
    public var warmUp = 20
    /// After how long without a word from a venue its book is too old to quote by.
    public var freshness = TimeSpan.seconds(3)
    /// The fill intensity until enough trades were seen: a second, and per basis point.
    var usualFills = FillIntensity(rate: 0.5, decay: 1)

    /// Settings for an instrument: the ladder strategy unless told.
    public init(instrument: Instrument, seed: UInt64, quoter: any Quoter = LadderQuoter()) {
        self.instrument = instrument
        self.seed = seed
        self.quoter = quoter
    }
}
