public import Books

/// The market as a strategy sees it: measured, fresh, and in units that say the same for every instrument.
public struct QuotingMarket: Sendable {
    /// The price to quote around, in price units.
    public var fair: Double
    /// The volatility, in basis points per square root of a second, within its bounds.
    public var sigma: Double
    /// What the volatility usually is.
    public var usualSigma: Double
    /// A of the intensity `A e^(-k d)` with which quotes at d basis points are reached, a second.
    public var fillRate: Double
    /// k of it, per basis point.
    public var fillDecay: Double
    /// The best prices of all venues; where venues disagree the bid may be above the ask.
    public var bestBid: Price
    /// See ``bestBid``.
    public var bestAsk: Price
    /// The tick and the lot that every venue takes, and the smallest order of the one that wants most.
    public var rules: VenueListing
    /// How many units of notional make one of the quote asset.
    public var notionalPerOne: Double
    /// What we hold, below zero if we owe, in quantity units.
    public var inventory: Quantity
    /// The side on which a client comes to trade at once; nil for none.
    public var taker: Side?
    /// What a person has set.
    public var parameters: QuotingParameters

    /// What usually rests at a distance.
    var depth: UsualDepth

    /// What usually rests `distance` basis points from the fair price, in quantity units; 0 where that is not known.
    public func usualDepth(_ side: Side, distance: Double) -> Double {
        depth.amount(side, distance: distance)
    }

    /// The least distance from the fair price, in price units: what a fill costs that is passed on, and the edge.
    public var floor: Double { fair * (parameters[.fee] + parameters[.edge]) * 1e-4 }

    /// The largest distance, in price units.
    public var reach: Double { fair * Self.reach * 1e-4 }

    /// The largest distance of a quote from the fair price, in basis points.
    public static let reach = 200.0
}
