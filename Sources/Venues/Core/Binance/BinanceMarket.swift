/// Which of Binance's matching engines a depth stream comes from: their numbering rules differ.
public enum BinanceMarket: Sendable, Equatable {
    /// Spot: each event's first number is the last one's last number plus one.
    case spot
    /// USD-M futures: each event names the last number of the event before it (`pu`).
    case usdMargined
}
