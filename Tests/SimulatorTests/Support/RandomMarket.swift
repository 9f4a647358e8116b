import TestKit

@testable import Simulator

/// Makes up changes of a book, many of them in a narrow band so that levels come, go and come back.
struct RandomMarket {
    private var generator: SplitMix64
    private var lastID: Int64 = 1_000
    private let middle: Int64 = 250_000
    private let width: Int64

    /// Changes within `width` price units on each side of the middle.
    init(seed: UInt64, width: Int64) {
        generator = SplitMix64(seed: seed)
        self.width = width
    }

    /// A book of up to `levels` levels a side.
    mutating func opening(levels: Int) -> MarketSnapshot {
        MarketSnapshot(
            lastID: lastID,
            bids: (0..<levels).map { _ in BookLevel(price: bidPrice(), quantity: quantity()) },
            asks: (0..<levels).map { _ in BookLevel(price: askPrice(), quantity: quantity()) }
        )
    }

    /// A change of up to six levels a side; half of them remove.
    mutating func change() -> MarketDepth {
        lastID += Int64.random(in: 1...9, using: &generator)
        let bids = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
            BookLevel(price: bidPrice(), quantity: Bool.random(using: &generator) ? 0 : quantity())
        }
        let asks = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
            BookLevel(price: askPrice(), quantity: Bool.random(using: &generator) ? 0 : quantity())
        }
        return MarketDepth(lastID: lastID, bids: bids, asks: asks)
    }

    private mutating func bidPrice() -> Int64 { middle - Int64.random(in: 1...width, using: &generator) }

    private mutating func askPrice() -> Int64 { middle + Int64.random(in: 1...width, using: &generator) }

    private mutating func quantity() -> Int64 { Int64.random(in: 1...4_000_000_000, using: &generator) }
}
