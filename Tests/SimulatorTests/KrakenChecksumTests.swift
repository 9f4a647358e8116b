import Books
import Foundation
import Testing
import Venues

@testable import Simulator

@Suite("The checksum of Kraken's books")
struct KrakenChecksumTests {
    private static func vectors() throws -> JSONValue {
        let url = try #require(
            Bundle.module.url(forResource: "kraken_checksums", withExtension: "json", subdirectory: "Fixtures")
        )
        return try JSONValue(Array(try Data(contentsOf: url)).span)
    }

    /// The levels of a vector, counted in units of the decimals that they are written with.
    private static func levels(_ value: JSONValue?) throws -> [BookLevel] {
        try #require(value?.array).map { pair in
            let texts = try #require(pair.array).compactMap(\.string)
            let units = texts.map { text in
                DecimalUnit(decimals: DecimalText.decimals(Array(text.utf8).span, at: 0))
            }
            return BookLevel(
                price: try DecimalText.parse(texts[0], unit: units[0]),
                quantity: try DecimalText.parse(texts[1], unit: units[1])
            )
        }
    }

    @Test("Published and recorded books have the checksum that the venue gave them")
    func books() throws {
        let books = try #require(Self.vectors()["books"]?.array)
        #expect(books.count == 7)
        for book in books {
            let snapshot = MarketSnapshot(
                lastID: 1,
                bids: try Self.levels(book["bids"]),
                asks: try Self.levels(book["asks"])
            )
            let expected = try #require(book["expected"]?.integer)
            #expect(Int64(KrakenChecksum.value(ExchangeBook(snapshot))) == expected, "\(book["name"]?.string ?? "")")
        }
    }

    @Test("The client of these tests agrees with frames that the venue sent")
    func capturedFrames() throws {
        let bitcoin = ExchangeInstrument(
            symbol: "BTC/USD",
            base: "BTC",
            quote: "USD",
            priceUnit: DecimalUnit(decimals: 1),
            quantityUnit: DecimalUnit(decimals: 8),
            tick: Price(units: 1),
            lot: Quantity(units: 1),
            minimumQuantity: Quantity(units: 5_000),
            minimumNotional: Notional(units: 500_000_000)
        )
        var client = NaiveKrakenClient(bitcoin, depth: 10)
        let frames = try #require(Self.vectors()["frames"]?.array)
        for frame in frames { try client.receive(try #require(frame["text"]?.string)) }
        #expect(client.updates == 3)
    }
}
