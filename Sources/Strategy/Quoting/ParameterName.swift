import Books

/// A number of the strategy that a person may change while it runs: `:set edge 0.8`.
///
/// Each has a range in which no value can break a guard; the guards themselves are no parameters.
public enum ParameterName: String, Sendable, Hashable, CaseIterable {
    /// How many quotes a side.
    case levels
    /// What a venue takes for a taker fill, in basis points.
    case fee
    /// What shall be left beyond the fees, in basis points.
    case edge
    /// The aversion to risk, per basis point and order.
    case gamma
    /// For how long a position is held in the model with a horizon, in seconds.
    case horizon
    /// The share of what usually rests at a distance that a quote may have, in percent.
    case share
    /// How fast sizes grow outwards in a usual market.
    case growth
    /// What the quotes of a side may cost together, in the quote asset.
    case budget
    /// What one quote may cost, in the quote asset.
    case order
    /// What the inventory may be worth either way, in the quote asset.
    case position
    /// The share of seconds in which a client comes across the spread, in percent.
    case takers
    /// The whole spread of the strategy with a fixed spread, in basis points.
    case spread
    /// What each quote of the strategy with a fixed size is worth, in the quote asset.
    case size

    /// The unit in which values are counted: millionths.
    static let unit = DecimalUnit(decimals: 6)

    /// What it is before anybody changes it, in millionths.
    var standard: Int64 {
        switch self {
        case .levels: 5_000_000
        case .fee: 1_000_000
        case .edge: 500_000
        case .gamma: 50_000
        case .horizon: 30_000_000
        case .share: 5_000_000
        case .growth: 1_000_000
        case .budget: 5_000_000_000
        case .order: 1_000_000_000
        case .position: 5_000_000_000
        case .takers: 15_000_000
        case .spread: 5_000_000
        case .size: 100_000_000
        }
    }

    /// What it may be, in millionths.
    var range: ClosedRange<Int64> {
        switch self {
        case .levels: 1_000_000...8_000_000
        case .fee, .edge: 0...50_000_000
        case .gamma: 1...10_000_000
        case .horizon: 1_000_000...3_600_000_000
        case .share: 100_000...25_000_000
        case .growth: 0...4_000_000
        case .budget, .order, .position: 1_000_000...1_000_000_000_000_000
        case .takers: 0...100_000_000
        case .spread: 100_000...200_000_000
        case .size: 1_000_000...1_000_000_000_000
        }
    }

    /// Its place among ``allCases``.
    var place: Int {
        switch self {
        case .levels: 0
        case .fee: 1
        case .edge: 2
        case .gamma: 3
        case .horizon: 4
        case .share: 5
        case .growth: 6
        case .budget: 7
        case .order: 8
        case .position: 9
        case .takers: 10
        case .spread: 11
        case .size: 12
        }
    }

    /// Whether only whole numbers make sense.
    var isWhole: Bool { self == .levels }

    /// What a value is counted in, as a person reads it.
    public var unitName: String {
        switch self {
        case .levels, .growth: ""
        case .fee, .edge, .spread: "bp"
        case .gamma: "per bp"
        case .horizon: "s"
        case .share, .takers: "%"
        case .budget, .order, .position, .size: "of the quote asset"
        }
    }
}
