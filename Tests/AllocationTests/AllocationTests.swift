import Books
import CMallocCount
import Foundation
import TestKit
import Testing
import Venues

/// In its steady state the path from a message's bytes to the levels on the screen asks the heap for nothing.
@Suite("Allocations", .enabled(if: HeapCount.isOn, "a sanitiser has its own heap"))
struct AllocationTests {
    private static let venue = VenueID(slot: 0)
    private static let spot = FeedInstrument(
        venue: venue,
        instrument: Instrument(
            base: "ETH",
            quote: "USDT",
            priceUnit: DecimalUnit(decimals: 2),
            quantityUnit: DecimalUnit(decimals: 4)
        ),
        symbol: "ETHUSDT"
    )

    @Test("The count sees what this thread allocates, and nothing where nothing is")
    func counts() {
        var heap = HeapCount()
        heap.during {}
        #expect(heap.blocks == 0)
        heap.during { cmalloccount_allocate_once() }
        #expect(heap.blocks == 1)
        var array: [Int] = []
        heap.during { array.append(1) }
        #expect(heap.blocks == 2)
        #expect(array == [1])
    }

    @Test("Ten thousand depth messages are decoded, applied and read without an allocation")
    func decoderAndBook() throws {
        let recording = try Fixture.lines("binance_spot.txt", in: .module)
        let decoder = BinanceDecoder(feed: Self.spot)
        var book = OrderBook(tick: Price(units: 1))
        var levels: [PriceLevel] = []
        var heap = HeapCount()
        var messages = 0
        var failures = 0
        func take(_ message: [UInt8]) {
            levels.removeAll(keepingCapacity: true)
            do {
                guard
                    case .depth(let event, let time, let bids, let asks) = try decoder.decode(
                        message.span,
                        levels: &levels
                    )
                else { return }
                let update = BookUpdate(
                    venue: Self.venue,
                    kind: .delta,
                    sequence: event.last,
                    exchangeTime: time,
                    receiveTime: MonotonicTime(nanoseconds: 0),
                    depth: nil,
                    bids: bids,
                    asks: asks
                )
                book.apply(update, levels: levels)
                if book.bids.topFive.count == 0 || book.asks.topFive.count == 0 { failures += 1 }
            } catch {
                failures += 1
            }
        }
        for message in recording { take(message) }
        failures = 0
        while messages < 10_000 {
            for message in recording { heap.during { take(message) } }
            messages += recording.count
        }
        #expect(failures == 0)
        #expect(heap.blocks == 0, "in \(messages) messages")
    }

    @Test("Binance's messages go from the session to the consumer book without an allocation")
    func binance() throws {
        let recording = try Fixture.lines("binance_spot.txt", in: .module)
        let stream = try #require(Endpoint(host: "stream.example", port: 443, isSecure: true, path: "/"))
        let rest = try #require(Endpoint(host: "rest.example", port: 443, isSecure: true, path: "/"))
        let session = try #require(BinanceSession(feed: Self.spot, market: .spot, stream: stream, rest: rest))
        let snapshot = Array(#"{"lastUpdateId""#.utf8)
        var path = RecordedPath(session, venue: Self.venue, tick: Price(units: 1)) { session, message, now, effects in
            guard message.starts(with: snapshot) else { return false }
            session.takeSnapshot(message.span, at: now, into: &effects)
            return true
        }
        for _ in 0..<2 { path.play(recording, counting: false) }
        while path.messages < 10_000 {
            path.play(recording, counting: true)
            try #require(path.isLive)
        }
        #expect(path.resyncs == 0)
        #expect(path.heap.blocks == 0, "in \(path.messages) messages")
    }

    @Test("Kraken's book messages go from the session to the consumer book without an allocation")
    func kraken() throws {
        let recording = try Fixture.lines("kraken_btcusd.txt", in: .module)
        let feed = FeedInstrument(
            venue: Self.venue,
            instrument: Instrument(
                base: "BTC",
                quote: "USD",
                priceUnit: DecimalUnit(decimals: 1),
                quantityUnit: DecimalUnit(decimals: 8)
            ),
            symbol: "BTC/USD"
        )
        let stream = try #require(Endpoint(host: "stream.example", port: 443, isSecure: true, path: "/"))
        let session = try #require(KrakenSession(feed: feed, stream: stream, depth: 10))
        // Answers and status messages come once a connection.
        let rare = [#"{"channel":"status""#, #"{"method":"#].map { Array($0.utf8) }
        var path = RecordedPath(session, venue: Self.venue, tick: Price(units: 1)) { session, message, now, effects in
            guard rare.contains(where: { message.starts(with: $0) }) else { return false }
            session.receive(message.span, at: now, into: &effects)
            return true
        }
        for _ in 0..<2 { path.play(recording, counting: false) }
        while path.messages < 10_000 {
            let before = path.messages
            path.play(recording, counting: true)
            try #require(path.isLive && path.messages > before)
        }
        #expect(path.resyncs == 0)
        #expect(path.heap.blocks == 0, "in \(path.messages) messages")
    }
}
