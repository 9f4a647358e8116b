import Books
import TestKit
import Testing

/// The ladder against its plain twin.
@Suite("A side of a book")
struct BookSideTests {
    static let sides = Side.allCases

    /// Where it differs from the twin; nil where it does not.
    static func difference(_ ladder: some BookSide, _ plain: PlainLadder, asking price: Price) -> String? {
        if ladder.top(.max) != plain.levels { return "levels \(ladder.top(.max)), not \(plain.levels)" }
        if ladder.count != plain.levels.count { return "count \(ladder.count), not \(plain.levels.count)" }
        if ladder.best != plain.levels.first { return "best \(String(describing: ladder.best))" }
        if ladder.top(3) != Array(plain.levels.prefix(3)) { return "top 3 \(ladder.top(3))" }
        if ladder.level(after: price) != plain.level(after: price) { return "the level after \(price)" }
        if ladder.level(after: nil) != plain.levels.first { return "the level after nothing" }
        return nil
    }

    @Test("Random changes leave it as they leave its twin, and say the same of themselves", arguments: sides)
    func twin(side: Side) {
        forEachSeed(1...60) { seed, generator in
            var ladder = Ladder(side: side)
            var plain = PlainLadder(side: side)
            // Few prices make removals and changes hit; many make searches long.
            let spread = generator.pick([Int64(5), 60, 2_000, DecimalText.bound - 1])
            for step in 0..<150 {
                let price = Price(units: generator.pick(-spread...spread))
                let quantity = Quantity(units: generator.oneIn(3) ? 0 : generator.pick(1...9))
                switch generator.pick(0...30) {
                case 0:
                    let depth = generator.pick(-1...30)
                    #expect(ladder.truncate(to: depth) == plain.truncate(to: depth), "seed \(seed), step \(step)")
                case 1 where generator.oneIn(3):
                    ladder.removeAll()
                    plain.removeAll()
                default:
                    let known = plain.levels.isEmpty || generator.oneIn(2) ? price : generator.pick(plain.levels).price
                    let level = PriceLevel(price: known, quantity: quantity)
                    #expect(ladder.set(level) == plain.set(level), "seed \(seed), step \(step)")
                }
                let difference = Self.difference(ladder, plain, asking: price)
                #expect(difference == nil, "seed \(seed), step \(step)")
                if difference != nil { return }
            }
        }
    }

    @Test("A walk over the levels ends where it is told to", arguments: sides)
    func walks(side: Side) {
        var ladder = Ladder(side: side)
        for price in Int64(1)...8 { ladder.set(PriceLevel(price: Price(units: price), quantity: Quantity(units: 1))) }
        let all = ladder.top(.max)
        for limit in 1...8 {
            var seen: [PriceLevel] = []
            ladder.forEachLevel { level in
                seen.append(level)
                return seen.count < limit
            }
            #expect(seen == Array(all.prefix(limit)))
            #expect(ladder.top(limit) == seen)
        }
        #expect(ladder.top(0).isEmpty)
        #expect(ladder.top(-1).isEmpty)
        var collected = [PriceLevel(price: Price(units: 99), quantity: .zero)]
        ladder.appendTop(2, to: &collected)
        #expect(collected.count == 3)
    }

    @Test("The best bid is the highest, the best ask the lowest")
    func best() {
        var book = OrderBook()
        for price in [Int64(7), 9, 8] {
            book.set(PriceLevel(price: Price(units: price), quantity: Quantity(units: 1)), on: .bid)
            book.set(PriceLevel(price: Price(units: price + 10), quantity: Quantity(units: 1)), on: .ask)
        }
        #expect(book.bids.best?.price == Price(units: 9))
        #expect(book.asks.best?.price == Price(units: 17))
    }
}
