import Books
import TestKit
import Testing

/// The merged book against its plain twin.
@Suite("The consumer book")
struct ConsumerBookTests {
    static func level(_ price: Int64, _ quantity: Int64) -> PriceLevel {
        PriceLevel(price: Price(units: price), quantity: Quantity(units: quantity))
    }

    /// Applies changes to a venue of the book.
    static func apply(
        _ kind: BookUpdate.Kind,
        bids: [PriceLevel],
        asks: [PriceLevel],
        venue: Int,
        to book: inout ConsumerBook
    ) {
        let update = BookUpdate(
            venue: VenueID(slot: venue),
            kind: kind,
            sequence: 1,
            exchangeTime: nil,
            receiveTime: MonotonicTime(nanoseconds: 0),
            depth: nil,
            bids: 0..<bids.count,
            asks: bids.count..<(bids.count + asks.count)
        )
        book.apply(update, levels: bids + asks)
    }

    /// The book's side in the twin's terms.
    static func levels(_ side: Side, of book: ConsumerBook) -> [PlainConsumerBook.Level] {
        book.top(.max, of: side).map { level in
            PlainConsumerBook.Level(price: level.price, total: level.total, parts: book.venues.map { level[$0] })
        }
    }

    @Test("Venues that change, join and leave merge as their twin merges them, slice by slice", arguments: 1...8)
    func twin(venueCount: Int) {
        forEachSeed(1...12) { seed, generator in
            var book = ConsumerBook(venueCount: venueCount)
            var plain = PlainConsumerBook(venues: Array(repeating: .init(), count: venueCount))
            for step in 0..<60 {
                let slot = generator.pick(0...venueCount - 1)
                if generator.oneIn(4) {
                    plain.venues[slot].isLive.toggle()
                    book.setLive(plain.venues[slot].isLive, venue: VenueID(slot: slot))
                } else {
                    Self.change(slot, &book, &plain, &generator)
                }
                for side in Side.allCases {
                    let expected = plain.levels(side)
                    #expect(Self.levels(side, of: book) == expected, "seed \(seed), step \(step)")
                    #expect(book.best(side) == expected.first?.price, "seed \(seed), step \(step)")
                    #expect(book.top(3, of: side) == Array(book.top(.max, of: side).prefix(3)))
                }
                let bid = plain.levels(.bid).first?.price
                let ask = plain.levels(.ask).first?.price
                let order = bid.flatMap { bid in ask.map { (bid > $0, bid == $0) } } ?? (false, false)
                #expect(book.isCrossed == order.0, "seed \(seed), step \(step)")
                #expect(book.isLocked == order.1, "seed \(seed), step \(step)")
                #expect(book.isLive(VenueID(slot: slot)) == plain.venues[slot].isLive)
            }
        }
    }

    @Test("Two venues whose prices overlap make a crossed book, equal ones a locked one, and neither venue is crossed")
    func crossed() {
        var book = ConsumerBook(venueCount: 2)
        Self.apply(.snapshot, bids: [Self.level(99, 1)], asks: [Self.level(101, 1)], venue: 0, to: &book)
        Self.apply(.snapshot, bids: [Self.level(102, 2)], asks: [Self.level(103, 2)], venue: 1, to: &book)
        #expect(!book.isCrossed)
        for slot in 0...1 { book.setLive(true, venue: VenueID(slot: slot)) }
        #expect(book.isCrossed)
        #expect(!book.isLocked)
        #expect(!book.isCrossedOrLocked(VenueID(slot: 0)))
        #expect(!book.isCrossedOrLocked(VenueID(slot: 1)))
        Self.apply(.delta, bids: [Self.level(102, 0), Self.level(101, 1)], asks: [], venue: 1, to: &book)
        #expect(!book.isCrossed)
        #expect(book.isLocked)
        book.setLive(false, venue: VenueID(slot: 1))
        #expect(!book.isLocked)
        #expect(book.best(.bid) == Price(units: 99))
    }

    @Test("A venue that is not live keeps its own book")
    func ownBook() {
        var book = ConsumerBook(venueCount: 1)
        let venue = VenueID(slot: 0)
        Self.apply(
            .snapshot,
            bids: [Self.level(3, 1), Self.level(2, 1)],
            asks: [Self.level(3, 5)],
            venue: 0,
            to: &book
        )
        #expect(book.top(5, of: .bid).isEmpty)
        #expect(book.book(of: venue).bids.count == 2)
        #expect(book.bestLevels(of: venue).bid == Self.level(3, 1))
        #expect(book.bestLevels(of: venue).ask == Self.level(3, 5))
        #expect(book.isCrossedOrLocked(venue))
    }

    @Test("Amounts that no sum can hold stop at the largest one")
    func saturation() throws {
        var book = ConsumerBook(venueCount: 8)
        let most = DecimalText.bound - 1
        for slot in 0..<8 {
            Self.apply(.snapshot, bids: [Self.level(5, most)], asks: [], venue: slot, to: &book)
            book.setLive(true, venue: VenueID(slot: slot))
        }
        let level = try #require(book.top(1, of: .bid).first)
        #expect(level.total == Quantity(units: .max))
        for venue in book.venues { #expect(level[venue] == Quantity(units: most)) }
        for slot in 2..<8 { book.setLive(false, venue: VenueID(slot: slot)) }
        #expect(book.top(1, of: .bid).first?.total == Quantity(units: 2 * most))
    }

    private static func change(
        _ slot: Int,
        _ book: inout ConsumerBook,
        _ plain: inout PlainConsumerBook,
        _ generator: inout SplitMix64
    ) {
        let kind = generator.oneIn(8) ? BookUpdate.Kind.snapshot : .delta
        let bids = levels(&generator)
        let asks = levels(&generator)
        apply(kind, bids: bids, asks: asks, venue: slot, to: &book)
        if kind == .snapshot {
            plain.venues[slot].bids = [:]
            plain.venues[slot].asks = [:]
        }
        for level in bids { plain.venues[slot].bids[level.price] = level.quantity == .zero ? nil : level.quantity }
        for level in asks { plain.venues[slot].asks[level.price] = level.quantity == .zero ? nil : level.quantity }
    }

    private static func levels(_ generator: inout SplitMix64) -> [PriceLevel] {
        (0..<generator.pick(0...4)).map { _ in
            let quantity = generator.oneIn(10) ? DecimalText.bound - 1 : generator.pick(0...3)
            return level(generator.pick(1...12), quantity)
        }
    }
}
