import Books

/// Kraken's first WebSocket API (`ws.kraken.com` without `/v2`): arrays, prices and quantities as text.
///
/// Rules, Kraken's guide on the book checksum (version 1): the snapshot has `as` and `bs`, a change `a`, `b` and the
/// checksum `c`; both sides are cut to the subscribed depth after each message; the CRC-32 is over the ten best asks and
/// then the ten best bids, the point and zeros at the beginning left out.
public struct KrakenClassicDialect: BookDialect {
    private let symbol: String
    private var book = WrittenBook()

    /// A reader for the book of `symbol`, such as `XBT/CHF`.
    public init(symbol: String) {
        self.symbol = symbol
    }

    /// The pair of a book message.
    public static func symbols(in message: JSONValue, from path: String?) -> [String] {
        guard let (pair, channel, _) = parts(message), channel.hasPrefix("book-") else { return [] }
        return [pair]
    }

    /// Reads a message of the stream.
    public mutating func read(_ message: JSONValue) -> [DialectEvent] {
        guard let (pair, channel, payloads) = Self.parts(message), pair == symbol else { return [] }
        if channel == "trade" { return payloads.flatMap { $0.array ?? [] }.compactMap(Self.trade) }
        guard channel.hasPrefix("book-"), let depth = Int(channel.dropFirst("book-".count)) else { return [] }
        let isWhole = payloads.contains { $0["as"] != nil || $0["bs"] != nil }
        var levels = DialectLevels()
        levels.depth = depth
        var checksum: String?
        for payload in payloads {
            for side in [payload["as"], payload["a"]] {
                levels.asks += side?.levels ?? []
                levels.time = Self.latest(levels.time, side)
            }
            for side in [payload["bs"], payload["b"]] {
                levels.bids += side?.levels ?? []
                levels.time = Self.latest(levels.time, side)
            }
            checksum = payload["c"]?.string ?? checksum
        }
        guard book.apply(levels, isWhole: isWhole) else { return [.lost(.checksum)] }
        if let checksum, checksum != String(value) { return [.lost(.checksum)] }
        return [isWhole ? .snapshot(levels) : .change(levels)]
    }

    private static func parts(_ message: JSONValue) -> (pair: String, channel: String, payloads: ArraySlice<JSONValue>)?
    {
        guard let parts = message.array, parts.count >= 4, let channel = parts[parts.count - 2].string,
            let pair = parts[parts.count - 1].string
        else { return nil }
        return (pair, channel, parts[1..<(parts.count - 2)])
    }

    private static func latest(_ time: Int64?, _ side: JSONValue?) -> Int64? {
        let times = (side?.array ?? []).compactMap { level in
            level.array.flatMap { $0.count > 2 ? $0[2].moment(decimals: 0) : nil }
        }
        return ([time].compactMap(\.self) + times).max()
    }

    private static func trade(_ entry: JSONValue) -> DialectEvent? {
        guard let parts = entry.array, parts.count >= 4, let price = parts[0].decimalText,
            let quantity = parts[1].decimalText
        else { return nil }
        let isBuy = parts[3].string == "b"
        return .trade(DialectTrade(price: price, quantity: quantity, isBuy: isBuy, time: parts[2].moment(decimals: 0)))
    }

    private var value: UInt32 {
        var checksum = CRC32()
        for level in book.asks(10) + book.bids(10) {
            for text in [level.price, level.quantity] {
                let digits = Array(text.utf8.filter { $0 != UInt8(ascii: ".") }.drop { $0 == UInt8(ascii: "0") })
                checksum.update(digits.span)
            }
        }
        return checksum.value
    }
}
