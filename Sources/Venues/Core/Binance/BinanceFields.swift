import Books

/// The members of one Binance market message, whichever message it is: their names do not collide.
///
/// Depth levels go straight into the caller's buffer. Members may come in any order; unknown ones are skipped.
struct BinanceFields {
    /// `e`, the type of the event, as a range of the message.
    var type: Range<Int>?
    /// `s`, the symbol, as a range of the message.
    var symbol: Range<Int>?
    /// `E`, the event time, in ms, or in µs where those were asked for.
    var eventTime: Int64?
    /// `T`, the time of the trade or transaction.
    var transactionTime: Int64?
    /// `U`, the first change in a depth event.
    var first: UInt64?
    /// `u`, the last change in a depth event, or the number of a bookTicker.
    var last: UInt64?
    /// `pu`, the last change of the depth event before.
    var previous: UInt64?
    /// `lastUpdateId` of a snapshot.
    var snapshotLast: UInt64?
    /// `b` or `bids` of a depth message, in the level buffer.
    var bids: Range<Int>?
    /// `a` or `asks` of a depth message, in the level buffer.
    var asks: Range<Int>?
    /// `b` of a bookTicker: best bid price.
    var bidPrice: Int64?
    /// `B` of a bookTicker: quantity at the best bid.
    var bidQuantity: Int64?
    /// `a` of a bookTicker: best ask price.
    var askPrice: Int64?
    /// `A` of a bookTicker: quantity at the best ask.
    var askQuantity: Int64?
    /// `t` of a trade.
    var tradeNumber: Int64?
    /// `p` of a trade.
    var price: Int64?
    /// `q` of a trade.
    var quantity: Int64?
    /// `m` of a trade: the buyer was the maker.
    var buyerIsMaker: Bool?
    /// `code` of an error answer.
    var errorCode: Int64?
    /// `msg` of an error answer, as a range of the message.
    var errorText: Range<Int>?

    /// Reads the object that begins at `at`.
    init(
        _ bytes: Span<UInt8>,
        _ at: inout Int,
        instrument: Instrument,
        reader: BinanceLevels,
        levels: inout [PriceLevel]
    ) throws(WireError) {
        var more = try JSON.openObject(bytes, &at)
        while more {
            let key = try JSON.key(bytes, &at)
            if key.count == 1 {
                try readShort(bytes[key.lowerBound], bytes, &at, instrument, reader, &levels)
            } else {
                try readLong(key, bytes, &at, reader, &levels)
            }
            more = try JSON.nextMember(bytes, &at)
        }
    }

    private mutating func readShort(
        _ key: UInt8,
        _ bytes: Span<UInt8>,
        _ at: inout Int,
        _ instrument: Instrument,
        _ reader: BinanceLevels,
        _ levels: inout [PriceLevel]
    ) throws(WireError) {
        switch key {
        case UInt8(ascii: "e"): type = try JSON.string(bytes, &at)
        case UInt8(ascii: "s"): symbol = try JSON.string(bytes, &at)
        case UInt8(ascii: "E"): eventTime = try JSON.integer(bytes, &at)
        case UInt8(ascii: "T"): transactionTime = try JSON.integer(bytes, &at)
        case UInt8(ascii: "U"): first = try JSON.unsigned(bytes, &at)
        case UInt8(ascii: "u"): last = try JSON.unsigned(bytes, &at)
        case UInt8(ascii: "b"):
            if try JSON.peek(bytes, &at) == UInt8(ascii: "[") {
                bids = try reader.read(bytes, &at, into: &levels)
            } else {
                bidPrice = try JSON.decimal(bytes, &at, unit: instrument.priceUnit)
            }
        case UInt8(ascii: "a"):
            if try JSON.peek(bytes, &at) == UInt8(ascii: "[") {
                asks = try reader.read(bytes, &at, into: &levels)
            } else {
                askPrice = try JSON.decimal(bytes, &at, unit: instrument.priceUnit)
            }
        case UInt8(ascii: "B"): bidQuantity = try JSON.decimal(bytes, &at, unit: instrument.quantityUnit)
        case UInt8(ascii: "A"): askQuantity = try JSON.decimal(bytes, &at, unit: instrument.quantityUnit)
        case UInt8(ascii: "t"): tradeNumber = try JSON.integer(bytes, &at)
        case UInt8(ascii: "p"): price = try JSON.decimal(bytes, &at, unit: instrument.priceUnit)
        case UInt8(ascii: "q"): quantity = try JSON.decimal(bytes, &at, unit: instrument.quantityUnit)
        case UInt8(ascii: "m"): buyerIsMaker = try JSON.bool(bytes, &at)
        default: try JSON.skip(bytes, &at)
        }
    }

    private mutating func readLong(
        _ key: Range<Int>,
        _ bytes: Span<UInt8>,
        _ at: inout Int,
        _ reader: BinanceLevels,
        _ levels: inout [PriceLevel]
    ) throws(WireError) {
        if JSON.matches(key, "pu", bytes) {
            previous = try JSON.unsigned(bytes, &at)
        } else if JSON.matches(key, "lastUpdateId", bytes) {
            snapshotLast = try JSON.unsigned(bytes, &at)
        } else if JSON.matches(key, "bids", bytes) {
            bids = try reader.read(bytes, &at, into: &levels)
        } else if JSON.matches(key, "asks", bytes) {
            asks = try reader.read(bytes, &at, into: &levels)
        } else if JSON.matches(key, "code", bytes) {
            errorCode = try JSON.integer(bytes, &at)
        } else if JSON.matches(key, "msg", bytes) {
            errorText = try JSON.string(bytes, &at)
        } else {
            try JSON.skip(bytes, &at)
        }
    }
}
