import Books

/// Bybit's second API for linear contracts, topic `orderBookL2_25`: a snapshot, then levels that are deleted, updated,
/// inserted.
///
/// The venue keeps the book at 25 levels a side by its own messages.
public struct BybitDialect: BookDialect {
    private let symbol: String

    /// A reader for the book of `symbol`, such as `ETHUSDT`.
    public init(symbol: String) {
        self.symbol = symbol
    }

    private static let bookTopic = "orderBookL2_25."

    /// The symbol of a book message.
    public static func symbols(in message: JSONValue, from path: String?) -> [String] {
        guard let topic = message["topic"]?.string, topic.hasPrefix(bookTopic) else { return [] }
        return [String(topic.dropFirst(bookTopic.count))]
    }

    /// Reads a message of the stream.
    public mutating func read(_ message: JSONValue) -> [DialectEvent] {
        switch message["topic"]?.string {
        case Self.bookTopic + symbol: return readBook(message)
        case "trade." + symbol: return (message["data"]?.array ?? []).compactMap(Self.trade)
        default: return []
        }
    }

    private func readBook(_ message: JSONValue) -> [DialectEvent] {
        var levels = DialectLevels()
        levels.time = message["timestamp_e6"]?.moment(decimals: 6)
        let data = message["data"]
        if message["type"]?.string == "snapshot" {
            for entry in data?["order_book"]?.array ?? data?.array ?? [] { Self.add(entry, to: &levels) }
            return [.snapshot(levels)]
        }
        for entry in data?["delete"]?.array ?? [] { Self.add(entry, removes: true, to: &levels) }
        for entry in (data?["update"]?.array ?? []) + (data?["insert"]?.array ?? []) { Self.add(entry, to: &levels) }
        return [.change(levels)]
    }

    private static func add(_ entry: JSONValue, removes: Bool = false, to levels: inout DialectLevels) {
        guard let price = entry["price"]?.decimalText,
            let quantity = removes ? "0" : entry["size"]?.decimalText
        else { return }
        let level = DialectLevels.Level(price: price, quantity: quantity)
        if entry["side"]?.string == "Buy" { levels.bids.append(level) } else { levels.asks.append(level) }
    }

    private static func trade(_ entry: JSONValue) -> DialectEvent? {
        guard let price = entry["price"]?.decimalText, let quantity = entry["size"]?.decimalText else { return nil }
        let isBuy = entry["side"]?.string == "Buy"
        let time = entry["trade_time_ms"]?.moment(decimals: 3)
        return .trade(DialectTrade(price: price, quantity: quantity, isBuy: isBuy, time: time))
    }
}
