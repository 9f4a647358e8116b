/// The exchanges whose protocols the probe speaks.
public enum ProbeVenue: String, Sendable, CaseIterable {
    /// Binance Spot.
    case binance
    /// Kraken Spot, WebSocket v2.
    case kraken
    /// Coinbase, Advanced Trade and Exchange over one engine.
    case coinbase
    /// OKX v5.
    case okx
    /// Bybit v5 Spot.
    case bybit
    /// Bitstamp v2.
    case bitstamp
}
