import Books

/// Coinbase Exchange (`ws-feed`), channels `level2` and `matches`: a whole book, then changes without numbers.
///
/// What could prove the book is not on these channels, so it is as good as the recorder's connection was.
public struct CoinbaseDialect: BookDialect {
    private let symbol: String

    /// A reader for the book of `symbol`, such as `SKL-USD`.
    public init(symbol: String) {
        self.symbol = symbol
    }

    /// The product of a book message.
    public static func symbols(in message: JSONValue, from path: String?) -> [String] {
        guard ["snapshot", "l2update"].contains(message["type"]?.string) else { return [] }
        return [message["product_id"]?.string].compactMap(\.self)
    }

    /// Reads a message of the stream.
    public mutating func read(_ message: JSONValue) -> [DialectEvent] {
        guard message["product_id"]?.string == symbol else { return [] }
        var levels = DialectLevels()
        switch message["type"]?.string {
        case "snapshot":
            levels.bids = message["bids"]?.levels ?? []
            levels.asks = message["asks"]?.levels ?? []
            return [.snapshot(levels)]
        case "l2update":
            for change in message["changes"]?.array ?? [] {
                guard let parts = change.array, parts.count >= 3, let price = parts[1].decimalText,
                    let quantity = parts[2].decimalText
                else { continue }
                let level = DialectLevels.Level(price: price, quantity: quantity)
                if parts[0].string == "buy" { levels.bids.append(level) } else { levels.asks.append(level) }
            }
            levels.time = Self.time(message)
            return [.change(levels)]
        case "match":
            guard let price = message["price"]?.decimalText, let quantity = message["size"]?.decimalText else {
                return []
            }
            // The side is the maker's.
            let isBuy = message["side"]?.string == "sell"
            return [.trade(DialectTrade(price: price, quantity: quantity, isBuy: isBuy, time: Self.time(message)))]
        default:
            return []
        }
    }

    private static func time(_ message: JSONValue) -> Int64? {
        guard let text = message["time"]?.string else { return nil }
        let bytes = Array(text.utf8)
        return RFC3339.parse(bytes.span, bytes.indices)?.nanoseconds
    }
}
