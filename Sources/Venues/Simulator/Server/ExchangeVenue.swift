/// The venue that a simulated exchange stands for.
public enum ExchangeVenue: Sendable, Hashable, CaseIterable {
    /// Binance Spot.
    case binance
    /// Kraken Spot, WebSocket v2.
    case kraken

    /// Its name in commands, scripts and reports.
    public var name: String {
        switch self {
        case .binance: "binance"
        case .kraken: "kraken"
        }
    }

    /// The venue called so; nil if there is none.
    public init?(name: some StringProtocol) {
        guard let venue = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = venue
    }

    /// The venue's exchange, opened with a book.
    func open(_ instrument: ExchangeInstrument, with opening: MarketSnapshot) -> any SimulatedExchange {
        switch self {
        case .binance: BinanceExchange(instrument, opening: opening)
        case .kraken: KrakenExchange(instrument, opening: opening)
        }
    }
}
