/// The venue that a simulated exchange stands for.
public enum ExchangeVenue: Sendable, Hashable, CaseIterable {
    /// Binance Spot.
    case binance
    /// Kraken Spot, WebSocket v2.
    case kraken

    /// The venue's exchange, opened with a book.
    func open(_ instrument: ExchangeInstrument, with opening: MarketSnapshot) -> any SimulatedExchange {
        switch self {
        case .binance: BinanceExchange(instrument, opening: opening)
        case .kraken: KrakenExchange(instrument, opening: opening)
        }
    }
}
