public import Books
public import Runtime
public import Strategy

/// With what orders are rehearsed.
public struct RehearsalOptions: Sendable {
    /// How long something takes to a venue or back, by the venue's name in small letters; others take their engine's
    /// usual time.
    public var delays: [String: TimeSpan] = [:]
    /// What decides every draw.
    public var seed: UInt64 = 1
    /// What every venue takes of what we take, in millionths of the value.
    public var feeMillionths: Int64
    /// The bounds of the pre-trade list.
    public var limits: RiskLimits

    /// Options with those fees and bounds, from which the rest may differ.
    public init(feeMillionths: Int64, limits: RiskLimits) {
        self.feeMillionths = feeMillionths
        self.limits = limits
    }

    /// How long it takes from us to a venue.
    ///
    /// As from a host near Binance's engine: Kraken's is on another continent then.
    public func delay(of market: ReplayMarket) -> TimeSpan {
        if let delay = delays[market.name.lowercased()] { return delay }
        switch market.engine {
        case .binance: return .milliseconds(4)
        case .kraken, nil: return .milliseconds(96)
        }
    }

    /// What is to be said of where a plan's orders go, a sentence a venue.
    public func notices(_ plan: ReplayPlan) -> [String] {
        plan.markets.map { market in
            guard let engine = market.engine, RehearsalListing(market, plan.instrument) != nil else {
                return "\(market.name) takes no orders: no simulated exchange trades what was recorded there"
            }
            let microseconds = delay(of: market).nanoseconds / 1_000
            let name = engine == .binance ? "Binance" : "Kraken"
            return "orders for \(market.name) go to a simulated \(name) on that market, "
                + "\(DecimalText.plain(Int128(microseconds), decimals: 3)) ms away"
        }
    }
}
