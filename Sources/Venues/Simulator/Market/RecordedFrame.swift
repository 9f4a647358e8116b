/// A message of a Binance recording, with the identifiers that it was recorded with.
enum RecordedFrame: Sendable, Equatable {
    /// The body of a REST depth answer.
    case snapshot(MarketSnapshot)
    /// A `depthUpdate` event; `isFutures` if it names the event before it, as those of USD-M futures do.
    case depth(MarketDepth, isFutures: Bool)
    /// A `bookTicker` event.
    case ticker(MarketTicker)
    /// A `trade` event.
    case trade(MarketTrade)
    /// Something else, which is not played.
    case other

    /// Identifiers are below this, so that lifting them cannot overflow.
    static let identifierLimit: Int64 = 1 << 60
}
