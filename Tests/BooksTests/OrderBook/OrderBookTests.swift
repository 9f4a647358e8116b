import Books
import TestKit
import Testing

/// One venue's book, update by update.
@Suite("An order book")
struct OrderBookTests {
    static let venue = VenueID(slot: 0)

    static func level(_ price: Int64, _ quantity: Int64) -> PriceLevel {
        PriceLevel(price: Price(units: price), quantity: Quantity(units: quantity))
    }

    /// An update and its levels, which stand behind some that are not its own.
    static func update(
        _ kind: BookUpdate.Kind,
        bids: [PriceLevel],
        asks: [PriceLevel],
        depth: Int?
    ) -> (BookUpdate, [PriceLevel]) {
        let foreign = [level(1, 1), level(2, 2)]
        let update = BookUpdate(
            venue: venue,
            kind: kind,
            sequence: 1,
            exchangeTime: nil,
            receiveTime: MonotonicTime(nanoseconds: 0),
            depth: depth,
            bids: 0..<bids.count,
            asks: bids.count..<(bids.count + asks.count)
        )
        return (update.shifted(by: foreign.count), foreign + bids + asks + foreign)
    }

    @Test("Random snapshots and changes leave both sides as they leave their twins")
    func twin() {
        forEachSeed(1...80) { seed, generator in
            var book = OrderBook()
            var bids = PlainLadder(side: .bid)
            var asks = PlainLadder(side: .ask)
            let depth = generator.oneIn(2) ? generator.pick(1...10) : nil
            for step in 0..<40 {
                let kind = generator.oneIn(10) ? BookUpdate.Kind.snapshot : .delta
                let newBids = Self.levels(&generator)
                let newAsks = Self.levels(&generator)
                let (update, levels) = Self.update(kind, bids: newBids, asks: newAsks, depth: depth)
                book.apply(update, levels: levels)
                if kind == .snapshot {
                    bids.removeAll()
                    asks.removeAll()
                }
                for level in newBids { _ = bids.set(level) }
                for level in newAsks { _ = asks.set(level) }
                if let depth {
                    _ = bids.truncate(to: depth)
                    _ = asks.truncate(to: depth)
                }
                #expect(book.bids.top(.max) == bids.levels, "seed \(seed), step \(step)")
                #expect(book.asks.top(.max) == asks.levels, "seed \(seed), step \(step)")
                let isCrossed = bids.levels.first.flatMap { bid in asks.levels.first.map { bid.price >= $0.price } }
                #expect(book.isCrossedOrLocked == (isCrossed ?? false), "seed \(seed), step \(step)")
            }
        }
    }

    @Test("A price that comes twice in one update ends as it came last")
    func repeated() {
        var book = OrderBook()
        let (update, levels) = Self.update(
            .delta,
            bids: [Self.level(5, 1), Self.level(5, 0), Self.level(6, 0), Self.level(6, 2)],
            asks: [],
            depth: nil
        )
        book.apply(update, levels: levels)
        #expect(book.bids.top(.max) == [Self.level(6, 2)])
    }

    @Test("A cut says how many levels it took")
    func cut() {
        var book = OrderBook()
        for price in Int64(1)...5 {
            book.set(Self.level(price, 1), on: .bid)
            book.set(Self.level(price + 10, 1), on: .ask)
        }
        #expect(book.truncate(to: 3) == 4)
        #expect(book.bids.top(.max) == [Self.level(5, 1), Self.level(4, 1), Self.level(3, 1)])
        #expect(book.asks.top(.max) == [Self.level(11, 1), Self.level(12, 1), Self.level(13, 1)])
        #expect(book.truncate(to: 3) == 0)
    }

    @Test(
        "A book is crossed or locked when its best bid is not below its best ask",
        arguments: [(9, 10, false), (10, 10, true), (11, 10, true)]
    )
    func crossed(bid: Int64, ask: Int64, isCrossed: Bool) {
        var book = OrderBook()
        book.set(Self.level(bid, 1), on: .bid)
        #expect(!book.isCrossedOrLocked)
        book.set(Self.level(ask, 1), on: .ask)
        #expect(book.isCrossedOrLocked == isCrossed)
        book.removeAll()
        #expect(!book.isCrossedOrLocked)
    }

    private static func levels(_ generator: inout SplitMix64) -> [PriceLevel] {
        (0..<generator.pick(0...6)).map { _ in level(generator.pick(1...25), generator.oneIn(3) ? 0 : 3) }
    }
}
