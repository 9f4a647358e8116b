public import Books

/// The strategy's switch, its state and the figures it quotes by; a figure that is not known yet is nothing.
public struct StrategyView: Sendable, Hashable {
    /// Whether the person has switched it on.
    public var isOn: Bool
    /// What it does.
    public var state: QuotingState
    /// The price it takes for fair.
    public var fair: Price?
    /// The volatility in hundredths of a basis point of the fair price in one second.
    public var volatility: Int64?
    /// Whether jumps have made much of the movement of the last minutes.
    public var hasJumped: Bool
    /// Half the distance between its best bid and its best ask.
    public var halfSpread: Price?
    /// By how much the inventory moves its quotes.
    public var skew: Price?
    /// What it holds, by its own fills.
    public var inventory: Quantity?
    /// How often it renewed its quotes in ten seconds.
    public var requotesPerTenSeconds: Int?
    /// How many of its quotes were matched since the start.
    public var matches: Int
    /// What else is measured, for the details.
    public var measures: [MeasureView]

    /// A strategy; what is left out is what a console without a strategy has.
    public init(
        isOn: Bool = false,
        state: QuotingState = .none,
        fair: Price? = nil,
        volatility: Int64? = nil,
        hasJumped: Bool = false,
        halfSpread: Price? = nil,
        skew: Price? = nil,
        inventory: Quantity? = nil,
        requotesPerTenSeconds: Int? = nil,
        matches: Int = 0,
        measures: [MeasureView] = []
    ) {
        self.isOn = isOn
        self.state = state
        self.fair = fair
        self.volatility = volatility
        self.hasJumped = hasJumped
        self.halfSpread = halfSpread
        self.skew = skew
        self.inventory = inventory
        self.requotesPerTenSeconds = requotesPerTenSeconds
        self.matches = matches
        self.measures = measures
    }
}
