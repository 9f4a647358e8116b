import Books
import Venues

/// What a recorded venue spoke: which session plays its messages.
enum ReplayDialect: String, Sendable {
    case binanceSpot = "binance-spot"
    case binanceFutures = "binance-usdm"
    case kraken = "kraken-v2"

    /// How the venue is called where the recording has no name for it.
    var identity: VenueIdentity {
        switch self {
        case .binanceSpot: VenueIdentity(name: "BINANCE", letter: "B")
        case .binanceFutures: VenueIdentity(name: "FUTURES", letter: "F")
        case .kraken: VenueIdentity(name: "KRAKEN", letter: "K")
        }
    }
}
