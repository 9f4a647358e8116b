/// What happens on the played market, in the exchange's units and with its identifiers.
public enum PlayedEvent: Sendable, Equatable {
    /// Levels of the book changed.
    case depth(MarketDepth)
    /// The best levels changed, told before the depth event that covers it.
    case ticker(MarketTicker)
    /// Somebody traded.
    case trade(MarketTrade)
    /// The recording began again: the exchange restarts with this book.
    case restart(MarketSnapshot)
}
