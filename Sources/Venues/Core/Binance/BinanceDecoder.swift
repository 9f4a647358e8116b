public import Books

/// Turns the bytes of Binance's market messages into values, exact and without allocation.
///
/// It takes the raw form and the combined form (`{"stream":…,"data":…}`), REST depth answers included.
public struct BinanceDecoder: Sendable {
    private let feed: FeedInstrument
    private let reader: BinanceLevels
    private let shape: BinanceDepthShape

    /// A decoder for one instrument; messages of other symbols come out as ``BinanceMessage/other``.
    public init(feed: FeedInstrument) {
        self.feed = feed
        reader = BinanceLevels(feed.instrument)
        shape = BinanceDepthShape(symbol: feed.symbol)
    }

    /// Decodes one message and appends its levels to `levels`.
    ///
    /// `levels` is as before on an error, and after any message but a depth message and a snapshot.
    public func decode(_ bytes: Span<UInt8>, levels: inout [PriceLevel]) throws(WireError) -> BinanceMessage {
        let mark = levels.count
        do {
            if let depth = try shape.read(bytes, reader, &levels) { return depth }
        } catch {
            levels.removeLast(levels.count - mark)
            throw error
        }
        levels.removeLast(levels.count - mark)
        return try decodeGenerally(bytes, levels: &levels)
    }

    /// Decodes one message by its members alone, whatever their order: what ``decode(_:levels:)`` has to be equal to.
    func decodeGenerally(_ bytes: Span<UInt8>, levels: inout [PriceLevel]) throws(WireError) -> BinanceMessage {
        let mark = levels.count
        do {
            let message = message(try fields(bytes, &levels), bytes)
            switch message {
            case .depth, .snapshot: break
            case .top, .trade, .shutdown, .failure, .other: levels.removeLast(levels.count - mark)
            }
            return message
        } catch {
            levels.removeLast(levels.count - mark)
            throw error
        }
    }

    private func fields(_ bytes: Span<UInt8>, _ levels: inout [PriceLevel]) throws(WireError) -> BinanceFields {
        var at = 0
        var data: BinanceFields?
        var isCombined = false
        var more = try JSON.openObject(bytes, &at)
        while more {
            let key = try JSON.key(bytes, &at)
            if JSON.matches(key, "stream", bytes) {
                isCombined = true
                _ = try JSON.string(bytes, &at)
            } else if JSON.matches(key, "data", bytes) {
                data = try BinanceFields(bytes, &at, instrument: feed.instrument, reader: reader, levels: &levels)
            } else if isCombined || data != nil {
                try JSON.skip(bytes, &at)
            } else {
                // Neither member of the combined form came first: it is the raw form, read from its beginning.
                at = 0
                let fields = try BinanceFields(bytes, &at, instrument: feed.instrument, reader: reader, levels: &levels)
                try JSON.expectEnd(bytes, &at)
                return fields
            }
            more = try JSON.nextMember(bytes, &at)
        }
        try JSON.expectEnd(bytes, &at)
        guard let data else { throw .missing("data") }
        return data
    }

    private func message(_ fields: BinanceFields, _ bytes: Span<UInt8>) -> BinanceMessage {
        if let code = fields.errorCode {
            let text = fields.errorText.map { range in String(decoding: range.map { bytes[$0] }, as: UTF8.self) }
            return .failure(code: code, text: text ?? "")
        }
        if let last = fields.snapshotLast, let bids = fields.bids, let asks = fields.asks {
            return .snapshot(last: last, bids: bids, asks: asks)
        }
        if let type = fields.type, JSON.matches(type, "serverShutdown", bytes) { return .shutdown }
        guard let symbol = fields.symbol, isOurs(symbol, bytes) else { return .other }
        guard let type = fields.type else { return top(fields) }
        if JSON.matches(type, "depthUpdate", bytes) { return depth(fields) }
        if JSON.matches(type, "bookTicker", bytes) { return top(fields) }
        if JSON.matches(type, "trade", bytes) { return trade(fields) }
        return .other
    }

    private func depth(_ fields: BinanceFields) -> BinanceMessage {
        guard let first = fields.first, let last = fields.last, first <= last,
            let bids = fields.bids, let asks = fields.asks
        else { return .other }
        let event = BinanceDepthSync.Event(first: first, last: last, previous: fields.previous)
        return .depth(event, eventTime: Self.time(fields.eventTime), bids: bids, asks: asks)
    }

    private func top(_ fields: BinanceFields) -> BinanceMessage {
        guard let last = fields.last, let bidPrice = fields.bidPrice, let bidQuantity = fields.bidQuantity,
            let askPrice = fields.askPrice, let askQuantity = fields.askQuantity
        else { return .other }
        return .top(
            StatedTop(
                venue: feed.venue,
                sequence: last,
                bid: PriceLevel(price: Price(units: bidPrice), quantity: Quantity(units: bidQuantity)),
                ask: PriceLevel(price: Price(units: askPrice), quantity: Quantity(units: askQuantity))
            )
        )
    }

    private func trade(_ fields: BinanceFields) -> BinanceMessage {
        guard let number = fields.tradeNumber, let price = fields.price, let quantity = fields.quantity,
            let buyerIsMaker = fields.buyerIsMaker
        else { return .other }
        return .trade(
            Trade(
                venue: feed.venue,
                price: Price(units: price),
                quantity: Quantity(units: quantity),
                side: buyerIsMaker ? .sell : .buy,
                identifier: number,
                exchangeTime: Self.time(fields.transactionTime)
            )
        )
    }

    private func isOurs(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        let wanted = feed.symbol.utf8
        guard range.count == wanted.count else { return false }
        var index = range.lowerBound
        for unit in wanted {
            guard bytes[index] == unit else { return false }
            index += 1
        }
        return true
    }

    /// The last millisecond that is an instant here, 2^62 ns after 1970, in 2116: no difference of instants can overflow.
    static let lastMillisecond: Int64 = 4_611_686_018_427

    /// Milliseconds as an instant; nil before 1970 and after ``lastMillisecond``.
    static func time(_ milliseconds: Int64?) -> WallTime? {
        guard let milliseconds, (0...lastMillisecond).contains(milliseconds) else { return nil }
        return WallTime(nanoseconds: milliseconds * 1_000_000)
    }
}
