public import Books

/// Turns the bytes of Kraken's public WebSocket v2 messages into values, exact, literal digits kept.
public struct KrakenDecoder: Sendable {
    let feed: FeedInstrument

    /// A decoder for one instrument; messages of other symbols come out as ``KrakenMessage/other``.
    public init(feed: FeedInstrument) {
        self.feed = feed
    }

    /// Decodes one message and appends its levels or trades; on an error the buffers are as before.
    public func decode(
        _ bytes: Span<UInt8>,
        levels: inout [KrakenLevel],
        trades: inout [Trade]
    ) throws(WireError) -> KrakenMessage {
        let levelMark = levels.count
        let tradeMark = trades.count
        do {
            return try message(bytes, &levels, &trades)
        } catch {
            levels.removeLast(levels.count - levelMark)
            trades.removeLast(trades.count - tradeMark)
            throw error
        }
    }

    private func message(
        _ bytes: Span<UInt8>,
        _ levels: inout [KrakenLevel],
        _ trades: inout [Trade]
    ) throws(WireError) -> KrakenMessage {
        var at = 0
        var more = try JSON.openObject(bytes, &at)
        while more {
            let key = try JSON.key(bytes, &at)
            if JSON.matches(key, "channel", bytes) {
                let channel = try JSON.string(bytes, &at)
                if JSON.matches(channel, "book", bytes) { return try book(bytes, &levels) }
                if JSON.matches(channel, "heartbeat", bytes) { return .alive }
                if JSON.matches(channel, "trade", bytes) { return try self.trades(bytes, &trades) }
                if JSON.matches(channel, "instrument", bytes) { return .instrument }
                if JSON.matches(channel, "status", bytes) { return try status(bytes) }
                return .other
            }
            if JSON.matches(key, "method", bytes) { return try answer(bytes) }
            try JSON.skip(bytes, &at)
            more = try JSON.nextMember(bytes, &at)
        }
        return .other
    }

    private func status(_ bytes: Span<UInt8>) throws(WireError) -> KrakenMessage {
        guard let system = try JSONValue(bytes)["data"]?.array?.first?["system"]?.string else {
            throw .missing("system")
        }
        return .status(system: system)
    }

    private func answer(_ bytes: Span<UInt8>) throws(WireError) -> KrakenMessage {
        let value = try JSONValue(bytes)
        if value["success"]?.bool == false {
            if let symbol = value["symbol"]?.string, symbol != feed.symbol { return .other }
            return .failure(value["error"]?.string ?? "no reason given")
        }
        if value["method"]?.string == "pong" {
            return .pong(
                request: value["req_id"]?.integer,
                received: value["time_in"]?.string.flatMap(Self.time),
                answered: value["time_out"]?.string.flatMap(Self.time)
            )
        }
        guard let result = value["result"], result["channel"]?.string == "book",
            result["symbol"]?.string == feed.symbol
        else { return .alive }
        if value["method"]?.string == "unsubscribe" { return .unsubscribed }
        return .subscribed(depth: result["depth"]?.integer.flatMap { Int(exactly: $0) })
    }

    private static func time(_ text: String) -> WallTime? {
        let bytes = Array(text.utf8)
        return RFC3339.parse(bytes.span, 0..<bytes.count)
    }

    // MARK: - Book

    private func book(_ bytes: Span<UInt8>, _ levels: inout [KrakenLevel]) throws(WireError) -> KrakenMessage {
        var at = 0
        var isSnapshot: Bool?
        var entry: BookEntry?
        var more = try JSON.openObject(bytes, &at)
        while more {
            let key = try JSON.key(bytes, &at)
            if JSON.matches(key, "type", bytes) {
                isSnapshot = JSON.matches(try JSON.string(bytes, &at), "snapshot", bytes)
            } else if JSON.matches(key, "data", bytes) {
                var moreEntries = try JSON.openArray(bytes, &at)
                while moreEntries {
                    let found = try bookEntry(bytes, &at, &levels)
                    if found.isOurs { entry = found }
                    moreEntries = try JSON.nextElement(bytes, &at)
                }
            } else {
                try JSON.skip(bytes, &at)
            }
            more = try JSON.nextMember(bytes, &at)
        }
        try JSON.expectEnd(bytes, &at)
        guard let isSnapshot else { throw .missing("type") }
        guard let entry else { return .other }
        guard let checksum = entry.checksum.flatMap({ UInt32(exactly: $0) }) else { throw .missing("checksum") }
        return .book(
            KrakenBookMessage(
                isSnapshot: isSnapshot,
                bids: entry.bids,
                asks: entry.asks,
                checksum: checksum,
                time: entry.time
            )
        )
    }

    /// One element of a book message's `data`.
    private struct BookEntry {
        var isOurs = false
        var bids = 0..<0
        var asks = 0..<0
        var checksum: UInt64?
        var time: WallTime?
    }

    private func bookEntry(
        _ bytes: Span<UInt8>,
        _ at: inout Int,
        _ levels: inout [KrakenLevel]
    ) throws(WireError) -> BookEntry {
        var entry = BookEntry()
        var more = try JSON.openObject(bytes, &at)
        while more {
            let key = try JSON.key(bytes, &at)
            if JSON.matches(key, "bids", bytes) {
                entry.bids = try self.levels(bytes, &at, &levels)
            } else if JSON.matches(key, "asks", bytes) {
                entry.asks = try self.levels(bytes, &at, &levels)
            } else if JSON.matches(key, "checksum", bytes) {
                entry.checksum = try JSON.unsigned(bytes, &at)
            } else if JSON.matches(key, "symbol", bytes) {
                entry.isOurs = isOurs(try JSON.string(bytes, &at), bytes)
            } else if JSON.matches(key, "timestamp", bytes) {
                entry.time = RFC3339.parse(bytes, try JSON.string(bytes, &at))
            } else {
                try JSON.skip(bytes, &at)
            }
            more = try JSON.nextMember(bytes, &at)
        }
        return entry
    }

    /// Reads `[{"price":p,"qty":q},…]`.
    private func levels(
        _ bytes: Span<UInt8>,
        _ at: inout Int,
        _ levels: inout [KrakenLevel]
    ) throws(WireError) -> Range<Int> {
        let start = levels.count
        var more = try JSON.openArray(bytes, &at)
        while more {
            levels.append(try level(bytes, &at))
            more = try JSON.nextElement(bytes, &at)
        }
        return start..<levels.count
    }

    private func level(_ bytes: Span<UInt8>, _ at: inout Int) throws(WireError) -> KrakenLevel {
        var price: (count: Int64, decimals: Int)?
        var quantity: (count: Int64, decimals: Int)?
        let start = at
        var more = try JSON.openObject(bytes, &at)
        while more {
            let key = try JSON.key(bytes, &at)
            if JSON.matches(key, "price", bytes) {
                price = try literal(bytes, &at, feed.instrument.priceUnit)
            } else if JSON.matches(key, "qty", bytes) {
                quantity = try literal(bytes, &at, feed.instrument.quantityUnit)
            } else {
                try JSON.skip(bytes, &at)
            }
            more = try JSON.nextMember(bytes, &at)
        }
        guard let price else { throw .missing("price") }
        guard let quantity else { throw .missing("qty") }
        guard price.count >= 0, quantity.count >= 0 else { throw .number(.outOfRange, at: start) }
        return KrakenLevel(
            level: PriceLevel(price: Price(units: price.count), quantity: Quantity(units: quantity.count)),
            priceDecimals: price.decimals,
            quantityDecimals: quantity.decimals
        )
    }

    /// A number and how many decimals its text has.
    private func literal(
        _ bytes: Span<UInt8>,
        _ at: inout Int,
        _ unit: DecimalUnit
    ) throws(WireError) -> (count: Int64, decimals: Int) {
        _ = try JSON.peek(bytes, &at)
        let decimals = DecimalText.decimals(bytes, at: bytes[at] == UInt8(ascii: "\"") ? at + 1 : at)
        return (try JSON.decimal(bytes, &at, unit: unit), decimals)
    }

    func isOurs(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        let wanted = feed.symbol.utf8
        guard range.count == wanted.count else { return false }
        var index = range.lowerBound
        for unit in wanted {
            guard bytes[index] == unit else { return false }
            index += 1
        }
        return true
    }
}
