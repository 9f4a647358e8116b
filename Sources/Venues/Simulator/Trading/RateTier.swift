/// How much an account may do before it is refused: Kraken's three verification levels.
///
/// Kraken, "Spot REST rate limits" and "Spot trading rate limits". Binance has one level, which ``BinanceOrderRate`` holds.
public enum RateTier: Sendable, Hashable, CaseIterable {
    /// The first level.
    case starter
    /// The second level.
    case intermediate
    /// The highest level.
    case pro

    /// The most that the counter of an account's pair may reach.
    var tradingLimit: Int64 {
        switch self {
        case .starter: 60
        case .intermediate: 125
        case .pro: 180
        }
    }

    /// By how much that counter falls in a second, in hundredths.
    var tradingDecay: Int64 {
        switch self {
        case .starter: 100
        case .intermediate: 234
        case .pro: 375
        }
    }

    /// The most that the counter of private REST calls may reach.
    var callLimit: Int64 {
        switch self {
        case .starter: 15
        case .intermediate, .pro: 20
        }
    }

    /// By how much that counter falls in a second, in hundredths.
    var callDecay: Int64 {
        switch self {
        case .starter: 33
        case .intermediate: 50
        case .pro: 100
        }
    }

    /// How many orders may be open on a pair.
    var openOrders: Int {
        switch self {
        case .starter: 60
        case .intermediate: 80
        case .pro: 225
        }
    }
}
