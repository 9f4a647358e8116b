/// A bound of the pre-trade list that a person may set, in the configuration or while the console runs, as a whole
/// number; the larger it is the more it lets through.
public enum LimitName: String, Sendable, Hashable, CaseIterable {
    /// The largest value of one order, in the quote asset.
    case orderValue = "order-value"
    /// The largest share of the visible depth that one order may be for, in percent.
    case orderVolume = "order-volume"
    /// The largest value of the position at its worst, in the quote asset.
    case position
    /// The largest value of the position and all open orders, in the quote asset.
    case gross
    /// How many orders may be open.
    case orders
    /// The largest loss of the session, in the quote asset.
    case loss
    /// How much worse than the best price an estimate may be, in hundredths of a percent.
    case slippage
    /// How many automatic executions may happen in a minute before a person has to let more through.
    case executionsPerMinute = "executions-per-minute"
    /// How many may happen in an hour.
    case executionsPerHour = "executions-per-hour"

    /// What it may be.
    public var range: ClosedRange<Int64> {
        switch self {
        case .orderValue, .position, .gross, .loss: 1...1_000_000_000
        case .orderVolume: 1...100
        case .orders: 1...64
        case .slippage: 0...100
        case .executionsPerMinute: 1...600
        case .executionsPerHour: 1...36_000
        }
    }

    /// What it is counted in.
    public var unit: LimitUnit {
        switch self {
        case .orderValue, .position, .gross, .loss: .quote
        case .orderVolume: .percent
        case .slippage: .basisPoints
        case .orders, .executionsPerMinute, .executionsPerHour: .count
        }
    }

    /// Its value.
    public func value(in limits: RiskLimits) -> Int64 {
        switch self {
        case .orderValue: limits.orderValue
        case .orderVolume: limits.orderVolumePercent
        case .position: limits.position
        case .gross: limits.grossNotional
        case .orders: Int64(limits.openOrders)
        case .loss: limits.loss
        case .slippage: limits.slippage
        case .executionsPerMinute: Int64(limits.executionsPerMinute)
        case .executionsPerHour: Int64(limits.executionsPerHour)
        }
    }

    /// Sets it, within its range.
    public func set(_ value: Int64, in limits: inout RiskLimits) {
        let value = min(max(value, range.lowerBound), range.upperBound)
        switch self {
        case .orderValue: limits.orderValue = value
        case .orderVolume: limits.orderVolumePercent = value
        case .position: limits.position = value
        case .gross: limits.grossNotional = value
        case .orders: limits.openOrders = Int(value)
        case .loss: limits.loss = value
        case .slippage: limits.slippage = value
        case .executionsPerMinute: limits.executionsPerMinute = Int(value)
        case .executionsPerHour: limits.executionsPerHour = Int(value)
        }
    }
}
