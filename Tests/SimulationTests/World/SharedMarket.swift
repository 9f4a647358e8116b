import Books
import Simulator
import TestKit

/// One price, seen at two exchanges: it wanders, jumps now and then, and comes back.
struct SharedMarket {
    private var generator: SplitMix64
    private var middle = Self.centre
    private var books: [Twin]
    private var lastTrade: Int64 = 0

    /// The price that it comes back to.
    static let centre: Int64 = 250_000
    /// The distance of levels: a basis point.
    private static let grid: Int64 = 25
    /// How many levels a side has.
    private static let depth: Int64 = 12

    /// What an exchange's book is to be, and the number of its last change.
    private struct Twin {
        var lastID: Int64
        var bids: [Int64: Int64] = [:]
        var asks: [Int64: Int64] = [:]
    }

    init(seed: UInt64, venues: Int) {
        generator = SplitMix64(seed: seed ^ 0xB00C)
        books = (0..<venues).map { Twin(lastID: 1_000 + 1_000_000 * Int64($0)) }
    }

    /// The book that an exchange opens with.
    mutating func opening(_ slot: Int) -> MarketSnapshot {
        let change = change(slot)
        return MarketSnapshot(lastID: change.lastID, bids: change.bids, asks: change.asks)
    }

    /// Moves the price that both exchanges follow.
    mutating func move() {
        middle += generator.pick(-10...10)
        if generator.oneIn(12) { middle += generator.pick(-110...110) }
        middle += (Self.centre - middle) / 400
    }

    /// What changes at an exchange to follow the price.
    mutating func change(_ slot: Int) -> MarketDepth {
        let own = middle + generator.pick(-12...12)
        let bestBid = (own - 4) / Self.grid * Self.grid
        let bestAsk = bestBid + Self.grid
        books[slot].lastID += generator.pick(1...9)
        let bids = follow(slot, \.bids, (0..<Self.depth).map { bestBid - $0 * Self.grid })
        let asks = follow(slot, \.asks, (0..<Self.depth).map { bestAsk + $0 * Self.grid })
        return MarketDepth(lastID: books[slot].lastID, bids: bids, asks: asks)
    }

    /// The best levels after the last change, which every change is told with: an exchange states each of its tops.
    func ticker(_ slot: Int) -> MarketTicker? {
        let twin = books[slot]
        guard let bid = twin.bids.keys.max(), let ask = twin.asks.keys.min() else { return nil }
        return MarketTicker(
            identifier: twin.lastID,
            bid: BookLevel(price: bid, quantity: twin.bids[bid] ?? 0),
            ask: BookLevel(price: ask, quantity: twin.asks[ask] ?? 0)
        )
    }

    /// A trade somewhere near the price.
    mutating func trade() -> MarketTrade {
        lastTrade += 1
        return MarketTrade(
            identifier: lastTrade,
            price: middle,
            quantity: generator.pick(1...100_000_000),
            isBuyerMaker: generator.oneIn(2)
        )
    }

    private mutating func follow(
        _ slot: Int,
        _ side: WritableKeyPath<Twin, [Int64: Int64]>,
        _ prices: [Int64]
    ) -> [BookLevel] {
        var changes: [BookLevel] = []
        let old = books[slot][keyPath: side]
        for price in old.keys.sorted() where !prices.contains(price) {
            changes.append(BookLevel(price: price, quantity: 0))
            books[slot][keyPath: side][price] = nil
        }
        for price in prices where old[price] == nil || generator.oneIn(8) {
            let quantity = size()
            changes.append(BookLevel(price: price, quantity: quantity))
            books[slot][keyPath: side][price] = quantity
        }
        return changes
    }

    /// From a fiftieth to ten whole ones, evenly among powers of two; whole lots of both exchanges.
    private mutating func size() -> Int64 {
        let ceiling: Int64 = 2_000_000 << generator.pick(0...9)
        return generator.pick(ceiling / 2...ceiling) / 10_000 * 10_000
    }
}
