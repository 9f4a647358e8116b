import Books

/// OKX v5, channel `books`: a snapshot, then changes, with a CRC-32 over the 25 best levels of both sides by turns.
///
/// Rule, OKX API guide "Checksum": `bid:quantity:ask:quantity:…`, the digits as sent, as a signed number; where one side
/// has fewer levels the other goes on alone. A checksum of zero says nothing.
public struct OKXDialect: BookDialect {
    private static let depth = 25
    private let symbol: String
    private var book = WrittenBook()

    /// A reader for the book of `symbol`, such as `BTC-USDT`.
    public init(symbol: String) {
        self.symbol = symbol
    }

    /// The instrument of a book message.
    public static func symbols(in message: JSONValue, from path: String?) -> [String] {
        guard message["action"] != nil, message["arg"]?["channel"]?.string == "books",
            let name = message["arg"]?["instId"]?.string
        else { return [] }
        return [name]
    }

    /// Reads a message of the stream.
    public mutating func read(_ message: JSONValue) -> [DialectEvent] {
        guard message["arg"]?["instId"]?.string == symbol, let data = message["data"]?.array else { return [] }
        switch message["arg"]?["channel"]?.string {
        case "books": return data.map { read($0, isWhole: message["action"]?.string == "snapshot") }
        case "trades": return data.compactMap(Self.trade)
        default: return []
        }
    }

    private mutating func read(_ data: JSONValue, isWhole: Bool) -> DialectEvent {
        var levels = DialectLevels()
        levels.bids = data["bids"]?.levels ?? []
        levels.asks = data["asks"]?.levels ?? []
        levels.time = data["ts"]?.moment(decimals: 3)
        guard book.apply(levels, isWhole: isWhole) else { return .lost(.checksum) }
        if let checksum = data["checksum"]?.integer, checksum != 0, checksum != Int64(value) { return .lost(.checksum) }
        return isWhole ? .snapshot(levels) : .change(levels)
    }

    private static func trade(_ entry: JSONValue) -> DialectEvent? {
        guard let price = entry["px"]?.decimalText, let quantity = entry["sz"]?.decimalText else { return nil }
        let isBuy = entry["side"]?.string == "buy"
        let time = entry["ts"]?.moment(decimals: 3)
        return .trade(DialectTrade(price: price, quantity: quantity, isBuy: isBuy, time: time))
    }

    private var value: Int32 {
        let bids = book.bids(Self.depth)
        let asks = book.asks(Self.depth)
        var parts: [String] = []
        for rank in 0..<max(bids.count, asks.count) {
            if rank < bids.count { parts += [bids[rank].price, bids[rank].quantity] }
            if rank < asks.count { parts += [asks[rank].price, asks[rank].quantity] }
        }
        var checksum = CRC32()
        checksum.update(Array(parts.joined(separator: ":").utf8).span)
        return Int32(bitPattern: checksum.value)
    }
}
