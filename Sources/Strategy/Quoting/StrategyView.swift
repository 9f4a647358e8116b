public import Books

/// What a person sees of the strategy.
public struct StrategyView: Sendable, Hashable {
    /// The strategy's name.
    public var name: String
    /// What it does, and the reason where it does not quote.
    public var state: QuotingState
    /// Where its clients put their orders.
    public var profile: QuotingProfile
    /// The price that is quoted around, rounded to the nearest price unit; nil while there is none.
    public var fair: Price?
    /// What gives the fair price.
    public var estimator: FairEstimator
    /// The volatility per square root of a second; nil while it is not known.
    public var sigma: BasisPoints?
    /// What the volatility usually is.
    public var usualSigma: BasisPoints?
    /// Whether jumps have made much of the movement of the last five minutes.
    public var hasJumped: Bool
    /// What bars of the last hour say about the volatility, in the order of ``RangeEstimator``; nil where not known.
    public var slowSigmas: [BasisPoints?]
    /// Half of the spread of our best quotes, in price units, rounded up; nil while not on both sides.
    public var halfSpread: Price?
    /// How far the middle of our best quotes lies above the fair price, in price units, rounded to the nearest.
    public var skew: Price?
    /// What we hold, below zero if we owe.
    public var inventory: Quantity
    /// How many quote sets were made in the last ten seconds: a tenth of it is the rate a second.
    public var requotesInTenSeconds: Int
    /// The version of the newest quote set.
    public var version: UInt64
}
