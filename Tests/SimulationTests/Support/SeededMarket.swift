import Books
import Simulator
import TestKit

/// Makes up a market: a book in a narrow band, so that levels come, go and come back, and now and then a side empties.
struct SeededMarket {
    private var generator: SplitMix64
    private(set) var twin = TruthBook()
    private var lastID: Int64 = 1_000
    private var lastTrade: Int64 = 0
    private let middle: Int64 = 250_000
    private let width: Int64 = 60

    init(seed: UInt64) {
        generator = SplitMix64(seed: seed ^ 0x5EED)
    }

    /// A whole new book.
    mutating func opening() -> MarketSnapshot {
        lastID += generator.pick(1...500)
        let snapshot = MarketSnapshot(
            lastID: lastID,
            bids: (0..<generator.pick(0...40)).map { _ in BookLevel(price: bid(), quantity: quantity()) },
            asks: (0..<generator.pick(0...40)).map { _ in BookLevel(price: ask(), quantity: quantity()) }
        )
        twin = TruthBook()
        twin.apply(bids: snapshot.bids, asks: snapshot.asks)
        return snapshot
    }

    /// A change of a few levels; half of them remove.
    mutating func change() -> MarketDepth {
        lastID += generator.pick(1...9)
        let bids = (0..<generator.pick(0...6)).map { _ in
            BookLevel(price: bid(), quantity: generator.oneIn(2) ? 0 : quantity())
        }
        let asks = (0..<generator.pick(0...6)).map { _ in
            BookLevel(price: ask(), quantity: generator.oneIn(2) ? 0 : quantity())
        }
        twin.apply(bids: bids, asks: asks)
        return MarketDepth(lastID: lastID, bids: bids, asks: asks)
    }

    /// The top after the last change, where both sides have one.
    var ticker: MarketTicker? {
        guard let bid = twin.best(.bid, 1).first, let ask = twin.best(.ask, 1).first else { return nil }
        return MarketTicker(identifier: lastID, bid: bid, ask: ask)
    }

    /// A trade.
    mutating func trade() -> MarketTrade {
        lastTrade += 1
        return MarketTrade(
            identifier: lastTrade,
            price: middle,
            quantity: quantity(),
            isBuyerMaker: generator.oneIn(2)
        )
    }

    private mutating func bid() -> Int64 { middle - generator.pick(1...width) }
    private mutating func ask() -> Int64 { middle + generator.pick(1...width) }
    private mutating func quantity() -> Int64 { generator.pick(1...4_000_000_000) }
}
