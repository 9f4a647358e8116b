import Books

/// Bitfinex v2, channel `book` with sequence numbers (flag 65536): `[channel, [price, count, amount], number]`.
///
/// Rules, Bitfinex' page "Books": a count of zero removes the level, the amount's sign tells the side. The number at the
/// end counts all messages of the connection, so one that is missing costs every book.
public struct BitfinexDialect: BookDialect {
    private let symbol: String
    /// The channel of the book and of the trades, once the venue has said them.
    private var bookChannel: Int64?
    private var tradeChannel: Int64?
    private var lastNumber: Int64?
    /// Whole books whose channel the venue has not named yet: they can come before its answer.
    private var unnamed: [(channel: Int64, payload: JSONValue)] = []

    private static let unnamedLimit = 64

    /// A reader for the book of `symbol`, such as `tDOGUSD`.
    public init(symbol: String) {
        self.symbol = symbol
    }

    /// The symbol of a book's subscription.
    public static func symbols(in message: JSONValue, from path: String?) -> [String] {
        guard message["event"]?.string == "subscribed", message["channel"]?.string == "book" else { return [] }
        return [message["symbol"]?.string].compactMap(\.self)
    }

    /// Reads a message of the stream.
    public mutating func read(_ message: JSONValue) -> [DialectEvent] {
        guard let parts = message.array else { return subscribed(message) }
        guard parts.count >= 3, let channel = parts[0].integer, let number = parts[parts.count - 1].integer else {
            return []
        }
        var events: [DialectEvent] = []
        if let last = lastNumber, number != last &+ 1 {
            events.append(.lost(.gap(expected: last &+ 1, received: number)))
        }
        lastNumber = number
        if channel == bookChannel {
            events += Self.book(parts[1])
        } else if channel == tradeChannel {
            if parts[1].string == "te", let trade = Self.trade(parts[2]) { events.append(trade) }
        } else if parts[1].array?.first?.array?.count == 3, unnamed.count < Self.unnamedLimit {
            unnamed.append((channel, parts[1]))
        }
        return events
    }

    private mutating func subscribed(_ message: JSONValue) -> [DialectEvent] {
        guard message["event"]?.string == "subscribed", message["symbol"]?.string == symbol,
            let channel = message["chanId"]?.integer
        else { return [] }
        switch message["channel"]?.string {
        case "book":
            bookChannel = channel
            let early = unnamed.filter { $0.channel == channel }
            unnamed.removeAll { $0.channel == channel }
            return early.flatMap { Self.book($0.payload) }
        case "trades":
            tradeChannel = channel
            return []
        default:
            return []
        }
    }

    private static func book(_ payload: JSONValue) -> [DialectEvent] {
        guard let entries = payload.array, let first = entries.first else { return [] }
        var levels = DialectLevels()
        let isWhole = first.array != nil
        for entry in isWhole ? entries : [payload] {
            guard let parts = entry.array, parts.count >= 3, let price = parts[0].decimalText,
                let count = parts[1].integer, let amount = parts[2].decimalText
            else { continue }
            let isAsk = amount.hasPrefix("-")
            let quantity = count == 0 ? "0" : String(amount.drop { $0 == "-" })
            let level = DialectLevels.Level(price: price, quantity: quantity)
            if isAsk { levels.asks.append(level) } else { levels.bids.append(level) }
        }
        return [isWhole ? .snapshot(levels) : .change(levels)]
    }

    private static func trade(_ entry: JSONValue) -> DialectEvent? {
        guard let parts = entry.array, parts.count >= 4, let amount = parts[2].decimalText,
            let price = parts[3].decimalText
        else { return nil }
        let isBuy = !amount.hasPrefix("-")
        let quantity = String(amount.drop { $0 == "-" })
        let time = parts[1].moment(decimals: 3)
        return .trade(DialectTrade(price: price, quantity: quantity, isBuy: isBuy, time: time))
    }
}
