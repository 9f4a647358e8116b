import Books
import Foundation
import TestKit
import Testing
import Venues

/// The book as the checksum sees it: documentation, recordings, and a twin that keeps the literal texts.
@Suite("Kraken: the book under its checksum")
struct KrakenChecksumTests {
    /// A book of the vectors' file.
    struct Vector: Sendable, CustomTestStringConvertible {
        let name: String
        let bids: [(String, String)]
        let asks: [(String, String)]
        let input: String
        let checksum: UInt32

        var testDescription: String { name }

        init(_ value: JSONValue, name: String) throws {
            func side(_ name: String) throws -> [(String, String)] {
                try #require(value[name]?.array).map { pair in
                    let texts = try #require(pair.array).compactMap(\.string)
                    return (try #require(texts.first), try #require(texts.last))
                }
            }
            self.name = name
            bids = try side("bids")
            asks = try side("asks")
            input = try #require(value["checksum_input"]?.string)
            checksum = UInt32(try #require(value["expected"]?.integer))
        }
    }

    private static func file() throws -> JSONValue {
        let bytes = try Fixture.bytes("kraken_book_checksum.json", in: .module)
        return try JSONValue(bytes.span)
    }

    /// The documented examples of both versions, and the recorded ones of version 1.
    static func examples() throws -> [Vector] {
        let file = try file()
        let documented = try ["documentation_example", "documentation_example_v1"].map { name in
            try Vector(try #require(file[name]), name: name)
        }
        let recorded = try #require(file["recorded_v1"]?["cases"]?.array).map { value in
            try Vector(value, name: value["pair"]?.string ?? "?")
        }
        return documented + recorded
    }

    /// Decodes a message of `book` and puts it into the book.
    private static func apply(_ bytes: [UInt8], to book: inout KrakenDepthBook, feed: FeedInstrument) throws -> UInt32 {
        var levels: [KrakenLevel] = []
        var trades: [Trade] = []
        let decoded = try KrakenDecoder(feed: feed).decode(bytes.span, levels: &levels, trades: &trades)
        guard case .book(let message) = decoded else {
            Issue.record("\(decoded)")
            return 0
        }
        if message.isSnapshot { book.removeAll() }
        for index in message.bids { book.set(levels[index], on: .bid) }
        for index in message.asks { book.set(levels[index], on: .ask) }
        book.truncate()
        return message.checksum
    }

    private static func emptyBook(_ feed: FeedInstrument, depth: Int) -> KrakenDepthBook {
        KrakenDepthBook(
            depth: depth,
            priceUnit: feed.instrument.priceUnit,
            quantityUnit: feed.instrument.quantityUnit
        )
    }

    @Test("Every example has its checksum, in units as fine as its texts and finer", arguments: try examples(), [0, 3])
    func vectors(vector: Vector, finer: Int) throws {
        func decimals(_ texts: [String]) -> Int {
            texts.map { DecimalText.decimals([UInt8]($0.utf8).span, at: 0) }.max() ?? 0
        }
        let levels = vector.bids + vector.asks
        let feed = KrakenBench.feed(
            priceDecimals: decimals(levels.map(\.0)) + finer,
            quantityDecimals: decimals(levels.map(\.1)) + finer
        )
        var venue = KrakenBench.Venue(depth: 100)
        let message = venue.snapshot(bids: vector.bids, asks: vector.asks)
        #expect(venue.book.checksumInput == vector.input)
        #expect(venue.book.checksum == vector.checksum)
        var book = Self.emptyBook(feed, depth: 100)
        var scratch: [UInt8] = [1, 2, 3]
        #expect(try Self.apply([UInt8](message.utf8), to: &book, feed: feed) == vector.checksum)
        #expect(book.checksum(scratch: &scratch) == vector.checksum)
        #expect(String(decoding: scratch, as: UTF8.self) == vector.input)
    }

    @Test("The file has the examples that the tests count on")
    func count() throws {
        #expect(try Self.examples().count >= 4)
        #expect(try Self.file()["captured_sequence"]?["steps"]?.array?.count == 4)
    }

    @Test("The captured frames prove themselves one after the other")
    func captured() throws {
        var bench = try KrakenBench.connected()
        for step in try #require(Self.file()["captured_sequence"]?["steps"]?.array) {
            bench.receive(try #require(step["frame_text"]?.string))
            #expect(bench.books.count == 1)
            let unit = KrakenBench.feed().instrument
            let bid = try #require(step["best_bid"]?.array).compactMap(\.string)
            let ask = try #require(step["best_ask"]?.array).compactMap(\.string)
            let bestBid = try #require(bench.judge.book.bids.best)
            let bestAsk = try #require(bench.judge.book.asks.best)
            #expect(try DecimalText.parse(bid[0], unit: unit.priceUnit) == bestBid.price.units)
            #expect(try DecimalText.parse(bid[1], unit: unit.quantityUnit) == bestBid.quantity.units)
            #expect(try DecimalText.parse(ask[0], unit: unit.priceUnit) == bestAsk.price.units)
            #expect(try DecimalText.parse(ask[1], unit: unit.quantityUnit) == bestAsk.quantity.units)
        }
        #expect(bench.judge.updates == 4)
    }

    @Test("Random changes leave it as they leave the literal book, level by level and in its checksum")
    func twin() {
        forEachSeed(1...60) { seed, generator in
            let depth = generator.pick([1, 5, 10, 25])
            let feed = KrakenBench.feed(priceDecimals: generator.pick(1...4), quantityDecimals: generator.pick(8...12))
            var book = Self.emptyBook(feed, depth: depth)
            var venue = KrakenBench.Venue(depth: depth)
            var scratch: [UInt8] = []
            for step in 0..<60 {
                func levels() -> [(String, String)] {
                    (0..<generator.pick(0...5)).map { _ in
                        let fraction = generator.pick(0...12_000)
                        let quantity = generator.oneIn(3) ? "0.00000000" : "0.0\(1_000_000 + fraction)"
                        return ("\(generator.pick(0...40)).\(generator.pick(0...9))", quantity)
                    }
                }
                let isSnapshot = step == 0 || generator.oneIn(20)
                let bids = levels()
                let asks = levels()
                let text = isSnapshot ? venue.snapshot(bids: bids, asks: asks) : venue.update(bids: bids, asks: asks)
                let checksum = try Self.apply([UInt8](text.utf8), to: &book, feed: feed)
                #expect(book.checksum(scratch: &scratch) == checksum, "seed \(seed), step \(step)")
                for (side, plain) in [(Side.bid, venue.book.bids), (.ask, venue.book.asks)] {
                    let expected = try plain.map { level in
                        PriceLevel(
                            price: Price(units: try DecimalText.parse(level.price, unit: feed.instrument.priceUnit)),
                            quantity: Quantity(
                                units: try DecimalText.parse(level.quantity, unit: feed.instrument.quantityUnit)
                            )
                        )
                    }
                    #expect(book.levels(side) == expected, "seed \(seed), step \(step)")
                }
            }
        }
    }

    @Test("A level that an insert pushed out is gone without a removal, as the documented case says")
    func documentedCase() throws {
        let one = try #require(SyncCase.of("kraken").first)
        func levels(_ value: JSONValue?) throws -> [(Int64, Int64)] {
            try #require(value?.array).map { pair in
                let numbers = try #require(pair.array).compactMap(\.integer)
                return (numbers[0], numbers[1])
            }
        }
        let depth = Int(try #require(one.input["depth"]?.integer))
        var book = Self.emptyBook(KrakenBench.feed(priceDecimals: 0, quantityDecimals: 0), depth: depth)
        func apply(_ levels: [(Int64, Int64)]) {
            for (price, quantity) in levels {
                let level = PriceLevel(price: Price(units: price), quantity: Quantity(units: quantity))
                book.set(KrakenLevel(level: level, priceDecimals: 0, quantityDecimals: 0), on: .ask)
            }
            book.truncate()
        }
        apply(try levels(one.input["asks"]))
        let updates = try #require(one.input["updates"]?.array)
        let expected = try #require(one.expected.array)
        #expect(updates.count == expected.count)
        for (update, expected) in zip(updates, expected) {
            apply(try levels(update))
            let found = book.levels(.ask).map { [$0.price.units, $0.quantity.units] }
            #expect(found == (try levels(expected)).map { [$0.0, $0.1] })
        }
    }
}
