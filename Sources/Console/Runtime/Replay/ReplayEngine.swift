/// Which simulated exchange can match the orders of a recorded venue.
public enum ReplayEngine: Sendable, Equatable {
    /// Binance Spot.
    case binance
    /// Kraken Spot.
    case kraken

    /// The exchange for a venue that spoke `dialect`; nil where there is none.
    ///
    /// Nobody here simulates futures: theirs trade under Kraken's name, as they do in `sim`.
    init?(_ dialect: ReplayDialect) {
        switch dialect {
        case .binanceSpot: self = .binance
        case .kraken, .krakenClassic, .binanceFutures: self = .kraken
        case .coinbase, .okx, .bybit, .bitstamp, .bitfinex: return nil
        }
    }
}
