import Books
import Venues

// What libFuzzer holds against Kraken's messages, for any bytes: nothing traps in the decoder, in the session with its
// checksum, or in the book that takes what the session publishes; a buffer is as before after an error.

private let feed = FeedInstrument(
    venue: VenueID(slot: 0),
    instrument: Instrument(
        base: "BTC",
        quote: "USD",
        priceUnit: DecimalUnit(decimals: 1),
        quantityUnit: DecimalUnit(decimals: 8)
    ),
    symbol: "BTC/USD"
)

private func session() -> KrakenSession {
    guard let stream = Endpoint(host: "localhost", port: 80, isSecure: false, path: "/"),
        let session = KrakenSession(feed: feed, stream: stream, depth: 10)
    else { preconditionFailure("loopback is refused") }
    return session
}

private func checkDecoder(_ message: [UInt8]) {
    var levels: [KrakenLevel] = []
    var trades: [Trade] = []
    do throws(WireError) {
        switch try KrakenDecoder(feed: feed).decode(message.span, levels: &levels, trades: &trades) {
        case .book(let book):
            precondition(book.bids.upperBound <= levels.count && book.asks.upperBound <= levels.count, "no such levels")
        case .trades, .instrument, .status, .subscribed, .unsubscribed, .alive, .failure, .other:
            break
        }
    } catch {
        precondition(levels.isEmpty && trades.isEmpty, "something is left of an unreadable message")
        precondition(!error.sentence.isEmpty, "an error without words")
    }
    for level in levels {
        precondition(level.level.price.units >= 0 && level.level.quantity.units >= 0, "a level below zero")
    }
}

/// The entry point that libFuzzer calls for each input: messages, a line each.
@c(LLVMFuzzerTestOneInput)
public func fuzzKraken(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let input = unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
    var session = session()
    var book = OrderBook()
    var effects = SessionEffects()
    let now = MonotonicTime(nanoseconds: 0)
    session.handle(.connected, at: now, into: &effects)
    for line in input.split(separator: UInt8(ascii: "\n")) {
        let message = Array(line)
        checkDecoder(message)
        effects.removeAll()
        session.receive(message.span, at: now, into: &effects)
        for case .book(let update) in effects.market.events {
            book.apply(update, levels: effects.market.levels)
            if let depth = update.depth {
                precondition(book.bids.count <= depth && book.asks.count <= depth, "a book beyond its depth")
            }
        }
    }
    return 0
}
