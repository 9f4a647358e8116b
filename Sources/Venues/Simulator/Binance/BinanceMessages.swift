import Books
import Venues

/// Writes what Binance sends about its market.
struct BinanceMessages: Sendable {
    /// What is traded.
    let instrument: ExchangeInstrument

    /// Binance writes every price and quantity with eight decimals.
    private static let decimals = 8

    // MARK: - Streams

    /// A `depthUpdate` event.
    func depthUpdate(
        _ change: MarketDepth,
        firstID: Int64,
        at time: WallTime,
        _ unit: BinanceTimeUnit
    ) -> [UInt8] {
        var text = WireText(capacity: 160 + 32 * (change.bids.count + change.asks.count))
        text.append("{\"e\":\"depthUpdate\",\"E\":")
        text.append(unit.count(time))
        append(symbolTo: &text)
        text.append(",\"U\":")
        text.append(firstID)
        text.append(",\"u\":")
        text.append(change.lastID)
        text.append(",\"b\":")
        append(change.bids, to: &text)
        text.append(",\"a\":")
        append(change.asks, to: &text)
        text.append("}")
        return text.bytes
    }

    /// The best levels of a book, as the partial depth streams and the REST depth answer have them.
    func depth(_ book: ExchangeBook, lastID: Int64, levels: Int) -> [UInt8] {
        var text = WireText(capacity: 64 + 64 * min(levels, book.bids.count + book.asks.count))
        text.append("{\"lastUpdateId\":")
        text.append(lastID)
        text.append(",\"bids\":")
        append(book.bids, best: levels, to: &text)
        text.append(",\"asks\":")
        append(book.asks, best: levels, to: &text)
        text.append("}")
        return text.bytes
    }

    /// A `bookTicker` event, which carries no time.
    func bookTicker(_ ticker: MarketTicker) -> [UInt8] {
        var text = WireText()
        text.append("{\"u\":")
        text.append(ticker.identifier)
        append(symbolTo: &text)
        text.append(",\"b\":")
        append(price: ticker.bid.price, to: &text)
        text.append(",\"B\":")
        append(quantity: ticker.bid.quantity, to: &text)
        text.append(",\"a\":")
        append(price: ticker.ask.price, to: &text)
        text.append(",\"A\":")
        append(quantity: ticker.ask.quantity, to: &text)
        text.append("}")
        return text.bytes
    }

    /// A `trade` event.
    func trade(_ trade: MarketTrade, at time: WallTime, _ unit: BinanceTimeUnit) -> [UInt8] {
        var text = WireText()
        text.append("{\"e\":\"trade\",\"E\":")
        text.append(unit.count(time))
        append(symbolTo: &text)
        text.append(",\"t\":")
        text.append(trade.identifier)
        text.append(",\"p\":")
        append(price: trade.price, to: &text)
        text.append(",\"q\":")
        append(quantity: trade.quantity, to: &text)
        text.append(",\"T\":")
        text.append(unit.count(time))
        text.append(",\"m\":")
        text.append(trade.isBuyerMaker)
        text.append(",\"M\":true}")
        return text.bytes
    }

    /// The announcement that the connection is about to be cut.
    func serverShutdown(at time: WallTime, _ unit: BinanceTimeUnit) -> [UInt8] {
        var text = WireText()
        text.append("{\"e\":\"serverShutdown\",\"E\":")
        text.append(unit.count(time))
        text.append("}")
        return text.bytes
    }

    // MARK: - Parts

    private func append(symbolTo text: inout WireText) {
        text.append(",\"s\":")
        text.append(quoted: instrument.symbol)
    }

    private func append(_ levels: [BookLevel], to text: inout WireText) {
        text.append("[")
        for index in levels.indices { append(levels[index], isFirst: index == 0, to: &text) }
        text.append("]")
    }

    private func append(_ side: ExchangeSide, best levels: Int, to text: inout WireText) {
        text.append("[")
        for rank in 0..<min(levels, side.count) { append(side[rank], isFirst: rank == 0, to: &text) }
        text.append("]")
    }

    private func append(_ level: BookLevel, isFirst: Bool, to text: inout WireText) {
        text.append(isFirst ? "[" : ",[")
        append(price: level.price, to: &text)
        text.append(",")
        append(quantity: level.quantity, to: &text)
        text.append("]")
    }

    /// Appends a price as Binance writes it: `"2683.80000000"`.
    func append(price: Int64, to text: inout WireText) {
        append(price, instrument.priceUnit, to: &text)
    }

    /// Appends a quantity as Binance writes it.
    func append(quantity: Int64, to text: inout WireText) {
        append(quantity, instrument.quantityUnit, to: &text)
    }

    private func append(_ count: Int64, _ unit: DecimalUnit, to text: inout WireText) {
        text.append(character: UInt8(ascii: "\""))
        text.append(count, decimals: unit.decimals, zeros: Self.decimals - unit.decimals)
        text.append(character: UInt8(ascii: "\""))
    }
}
