/// A stream that the simulated Binance feeds, for its one symbol.
enum BinanceStream: Int, Sendable, CaseIterable {
    /// The best bid and ask.
    case bookTicker
    /// Every trade.
    case trade
    /// Changes of the book every 100 ms, as the recording has them.
    case depthFast
    /// Changes of the book every second, merged.
    case depthSlow
    /// The five best levels every 100 ms.
    case top5Fast
    /// The five best levels every second.
    case top5Slow
    /// The ten best levels every 100 ms.
    case top10Fast
    /// The ten best levels every second.
    case top10Slow
    /// The twenty best levels every 100 ms.
    case top20Fast
    /// The twenty best levels every second.
    case top20Slow

    /// What stands behind the `@` of the stream's name.
    var suffix: String {
        switch self {
        case .bookTicker: "bookTicker"
        case .trade: "trade"
        case .depthFast: "depth@100ms"
        case .depthSlow: "depth"
        case .top5Fast: "depth5@100ms"
        case .top5Slow: "depth5"
        case .top10Fast: "depth10@100ms"
        case .top10Slow: "depth10"
        case .top20Fast: "depth20@100ms"
        case .top20Slow: "depth20"
        }
    }

    /// The stream called `name`, which must be of `symbol` in lower case; `nil` for any other name.
    init?(_ name: String, symbol: String) {
        let parts = name.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == symbol else { return nil }
        guard let stream = Self.allCases.first(where: { $0.suffix == parts[1] }) else { return nil }
        self = stream
    }
}
