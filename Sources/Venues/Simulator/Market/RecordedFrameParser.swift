import Books
import Venues

/// Reads the messages of a Binance recording into an exchange's units.
struct RecordedFrameParser: Sendable {
    /// The unit of prices.
    let priceUnit: DecimalUnit
    /// The unit of quantities.
    let quantityUnit: DecimalUnit
    /// What is added to every price.
    let priceOffset: Int64

    private enum Kind {
        case depth
        case ticker
        case trade
        case other
    }

    /// Reads one message.
    func parse(_ bytes: Span<UInt8>) throws(WireError) -> RecordedFrame {
        var at = 0
        var kind: Kind?
        var dataStart: Int?
        var snapshot = MarketSnapshot(lastID: -1, bids: [], asks: [])
        var more = try JSON.openObject(bytes, &at)
        while more {
            let key = try JSON.key(bytes, &at)
            if JSON.matches(key, "stream", bytes) {
                kind = Self.kind(ofStream: try JSON.string(bytes, &at), bytes)
            } else if JSON.matches(key, "data", bytes) {
                if let kind { return try parse(kind, bytes, &at) }
                dataStart = at
                try JSON.skip(bytes, &at)
            } else if JSON.matches(key, "lastUpdateId", bytes) {
                snapshot.lastID = try identifier(bytes, &at)
            } else if JSON.matches(key, "bids", bytes) {
                snapshot.bids = try levels(bytes, &at)
            } else if JSON.matches(key, "asks", bytes) {
                snapshot.asks = try levels(bytes, &at)
            } else {
                try JSON.skip(bytes, &at)
            }
            more = try JSON.nextMember(bytes, &at)
        }
        if let kind, var start = dataStart { return try parse(kind, bytes, &start) }
        return snapshot.lastID >= 0 ? .snapshot(snapshot) : .other
    }

    // MARK: - Parts

    /// What a stream such as `ethusdt@depth@100ms` carries.
    private static func kind(ofStream name: Range<Int>, _ bytes: Span<UInt8>) -> Kind {
        guard let start = name.first(where: { bytes[$0] == UInt8(ascii: "@") }) else { return .other }
        let rest = (start + 1)..<name.upperBound
        if JSON.matches(rest, "bookTicker", bytes) { return .ticker }
        if JSON.matches(rest, "trade", bytes) { return .trade }
        let first = rest.prefix(5)
        guard JSON.matches(first, "depth", bytes) else { return .other }
        // `depth5`, `depth10` and `depth20` are partial books, not changes.
        return first.upperBound == rest.upperBound || bytes[first.upperBound] == UInt8(ascii: "@") ? .depth : .other
    }

    private func parse(_ kind: Kind, _ bytes: Span<UInt8>, _ at: inout Int) throws(WireError) -> RecordedFrame {
        switch kind {
        case .depth: try depth(bytes, &at)
        case .ticker: .ticker(try ticker(bytes, &at))
        case .trade: try trade(bytes, &at)
        case .other: .other
        }
    }

    private func depth(_ bytes: Span<UInt8>, _ at: inout Int) throws(WireError) -> RecordedFrame {
        var change = MarketDepth(lastID: -1, bids: [], asks: [])
        var isFutures = false
        var more = try JSON.openObject(bytes, &at)
        while more {
            let key = try JSON.key(bytes, &at)
            if JSON.matches(key, "u", bytes) {
                change.lastID = try identifier(bytes, &at)
            } else if JSON.matches(key, "b", bytes) {
                change.bids = try levels(bytes, &at)
            } else if JSON.matches(key, "a", bytes) {
                change.asks = try levels(bytes, &at)
            } else {
                isFutures = isFutures || JSON.matches(key, "pu", bytes)
                try JSON.skip(bytes, &at)
            }
            more = try JSON.nextMember(bytes, &at)
        }
        guard change.lastID >= 0 else { throw .missing("u") }
        return .depth(change, isFutures: isFutures)
    }

    private func ticker(_ bytes: Span<UInt8>, _ at: inout Int) throws(WireError) -> MarketTicker {
        let nothing = BookLevel(price: 0, quantity: 0)
        var ticker = MarketTicker(identifier: -1, bid: nothing, ask: nothing)
        var more = try JSON.openObject(bytes, &at)
        while more {
            let key = try JSON.key(bytes, &at)
            if JSON.matches(key, "u", bytes) {
                ticker.identifier = try identifier(bytes, &at)
            } else if JSON.matches(key, "b", bytes) {
                ticker.bid.price = try price(bytes, &at)
            } else if JSON.matches(key, "B", bytes) {
                ticker.bid.quantity = try JSON.decimal(bytes, &at, unit: quantityUnit)
            } else if JSON.matches(key, "a", bytes) {
                ticker.ask.price = try price(bytes, &at)
            } else if JSON.matches(key, "A", bytes) {
                ticker.ask.quantity = try JSON.decimal(bytes, &at, unit: quantityUnit)
            } else {
                try JSON.skip(bytes, &at)
            }
            more = try JSON.nextMember(bytes, &at)
        }
        guard ticker.identifier >= 0 else { throw .missing("u") }
        return ticker
    }

    private func trade(_ bytes: Span<UInt8>, _ at: inout Int) throws(WireError) -> RecordedFrame {
        var trade = MarketTrade(identifier: -1, price: 0, quantity: 0, isBuyerMaker: false)
        var isMarket = true
        var more = try JSON.openObject(bytes, &at)
        while more {
            let key = try JSON.key(bytes, &at)
            if JSON.matches(key, "t", bytes) {
                trade.identifier = try identifier(bytes, &at)
            } else if JSON.matches(key, "p", bytes) {
                trade.price = try price(bytes, &at)
            } else if JSON.matches(key, "q", bytes) {
                trade.quantity = try JSON.decimal(bytes, &at, unit: quantityUnit)
            } else if JSON.matches(key, "m", bytes) {
                trade.isBuyerMaker = try JSON.bool(bytes, &at)
            } else if JSON.matches(key, "X", bytes) {
                // Futures also report fills of the insurance fund, which no book saw.
                isMarket = JSON.matches(try JSON.string(bytes, &at), "MARKET", bytes)
            } else {
                try JSON.skip(bytes, &at)
            }
            more = try JSON.nextMember(bytes, &at)
        }
        guard trade.identifier >= 0 else { throw .missing("t") }
        return isMarket ? .trade(trade) : .other
    }

    private func levels(_ bytes: Span<UInt8>, _ at: inout Int) throws(WireError) -> [BookLevel] {
        var levels: [BookLevel] = []
        var more = try JSON.openArray(bytes, &at)
        while more {
            try JSON.expect(UInt8(ascii: "["), bytes, &at)
            let price = try price(bytes, &at)
            try JSON.expect(UInt8(ascii: ","), bytes, &at)
            let start = at
            let quantity = try JSON.decimal(bytes, &at, unit: quantityUnit)
            guard quantity >= 0 else { throw .number(.outOfRange, at: start) }
            levels.append(BookLevel(price: price, quantity: quantity))
            try JSON.expect(UInt8(ascii: "]"), bytes, &at)
            more = try JSON.nextElement(bytes, &at)
        }
        return levels
    }

    /// A price with the offset added; it must come out above zero.
    private func price(_ bytes: Span<UInt8>, _ at: inout Int) throws(WireError) -> Int64 {
        let start = at
        let (price, overflow) = try JSON.decimal(bytes, &at, unit: priceUnit).addingReportingOverflow(priceOffset)
        guard !overflow, price > 0, price < DecimalText.bound else { throw .number(.outOfRange, at: start) }
        return price
    }

    private func identifier(_ bytes: Span<UInt8>, _ at: inout Int) throws(WireError) -> Int64 {
        let start = at
        let value = try JSON.integer(bytes, &at)
        guard (0..<RecordedFrame.identifierLimit).contains(value) else { throw .number(.outOfRange, at: start) }
        return value
    }
}
