import Books

/// Bitstamp v2, channel `diff_order_book`: changes whose first whole book comes by REST.
///
/// Rule, Bitstamp's WebSocket page "Live full order book": changes that are not newer than the snapshot by
/// `microtimestamp` are in it already. There are no numbers, so a hole cannot be seen.
public struct BitstampDialect: BookDialect {
    private let symbol: String
    private var waiting: [(stamp: Int64, levels: DialectLevels)] = []
    /// The stamp of the snapshot; nil before it came.
    private var start: Int64?

    /// How many changes may wait for the snapshot: some minutes of a busy market.
    private static let waitingLimit = 20_000
    private static let bookChannel = "diff_order_book_"
    private static let bookPath = "/api/v2/order_book/"

    /// A reader for the book of `symbol`, such as `ethusd`.
    public init(symbol: String) {
        self.symbol = symbol
    }

    /// Where the first whole book comes from.
    public var snapshotPath: String? { Self.bookPath + symbol }

    /// The pair of a book message, or of the address of a whole book.
    public static func symbols(in message: JSONValue, from path: String?) -> [String] {
        if let path {
            guard let range = path.ranges(of: bookPath).first else { return [] }
            return [String(path[range.upperBound...].prefix { $0 != "/" && $0 != "?" })]
        }
        guard message["event"]?.string == "data", let channel = message["channel"]?.string,
            channel.hasPrefix(bookChannel)
        else { return [] }
        return [String(channel.dropFirst(bookChannel.count))]
    }

    /// Reads a message of the stream.
    public mutating func read(_ message: JSONValue) -> [DialectEvent] {
        guard let data = message["data"] else { return [] }
        switch (message["event"]?.string, message["channel"]?.string) {
        case ("data", Self.bookChannel + symbol):
            guard let stamp = Self.stamp(data) else { return [] }
            let levels = Self.levels(data)
            guard let start else {
                if waiting.count < Self.waitingLimit { waiting.append((stamp, levels)) }
                return []
            }
            return stamp > start ? [.change(levels)] : []
        case ("trade", "live_trades_" + symbol):
            guard let price = (data["price_str"] ?? data["price"])?.decimalText,
                let quantity = (data["amount_str"] ?? data["amount"])?.decimalText
            else { return [] }
            let isBuy = data["type"]?.integer == 0
            let time = data["microtimestamp"]?.moment(decimals: 6)
            return [.trade(DialectTrade(price: price, quantity: quantity, isBuy: isBuy, time: time))]
        default:
            return []
        }
    }

    /// Reads the whole book that the changes go on from.
    public mutating func read(snapshot body: JSONValue) -> [DialectEvent] {
        guard let stamp = Self.stamp(body), start == nil else { return [] }
        start = stamp
        let newer = waiting.filter { $0.stamp > stamp }.map { DialectEvent.change($0.levels) }
        waiting.removeAll()
        return [.snapshot(Self.levels(body))] + newer
    }

    private static func stamp(_ data: JSONValue) -> Int64? { data["microtimestamp"]?.decimalText.flatMap { Int64($0) } }

    private static func levels(_ data: JSONValue) -> DialectLevels {
        var levels = DialectLevels()
        levels.bids = data["bids"]?.levels ?? []
        levels.asks = data["asks"]?.levels ?? []
        levels.time = data["microtimestamp"]?.moment(decimals: 6)
        return levels
    }
}
