import Books
import TestKit
import Testing

@testable import Simulator

@Suite("The exchange's own book")
struct ExchangeSideTests {
    @Test("A side stays sorted and equals a dictionary, whatever happens to it", arguments: [Side.bid, .ask])
    func equalsDictionary(side: Side) {
        let seed: UInt64 = 20_240_808
        var generator = SplitMix64(seed: seed)
        var levels = ExchangeSide(side)
        var twin: [Int64: Int64] = [:]
        for _ in 0..<3_000 {
            let price = Int64.random(in: 1...60, using: &generator)
            let quantity = Bool.random(using: &generator) ? 0 : Int64.random(in: 1...9, using: &generator)
            levels.apply(BookLevel(price: price, quantity: quantity))
            twin[price] = quantity == 0 ? nil : quantity
            let expected = twin.sorted { side == .bid ? $0.key > $1.key : $0.key < $1.key }
                .map { BookLevel(price: $0.key, quantity: $0.value) }
            #expect(levels.best() == expected, "seed \(seed)")
            #expect(levels.best == expected.first)
            if let second = expected.dropFirst().first { #expect(levels[1] == second) }
        }
    }

    @Test("Recorded changes keep their removals, and the last quantity of a price wins")
    func recording() {
        var changes = ExchangeSide(.ask)
        changes.record(BookLevel(price: 5, quantity: 1))
        changes.record(BookLevel(price: 4, quantity: 0))
        changes.record(BookLevel(price: 5, quantity: 0))
        #expect(changes.best() == [BookLevel(price: 4, quantity: 0), BookLevel(price: 5, quantity: 0)])
    }
}
