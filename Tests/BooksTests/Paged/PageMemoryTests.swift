import TestKit
import Testing

@testable import Books

/// What a venue's prices can make a paged ladder take in memory.
@Suite("The memory of a paged ladder")
struct PageMemoryTests {
    private static func set(_ key: Int64, _ quantity: Int64, in store: PageStore) -> Bool {
        guard store.spans(key) || store.widen(to: key) else { return false }
        _ = store.set(key, quantity)
        return true
    }

    @Test("Whatever keys come, the directory stays within its limit and every level in it is found again")
    func directory() {
        forEachSeed(1...30) { seed, generator in
            var store = PageStore()
            var levels: [Int64: Int64] = [:]
            for step in 0..<60 {
                let reach = Int64(1) << generator.pick(8...61)
                let key = generator.pick(-reach...reach)
                let quantity = generator.pick(Int64(1)...9)
                if Self.set(key, quantity, in: store) { levels[key] = quantity }
                if generator.oneIn(9), let gone = levels.keys.sorted().first {
                    _ = store.set(gone, 0)
                    levels[gone] = nil
                }
                if generator.oneIn(12) { store = store.copy() }
                if generator.oneIn(20) {
                    store.removeAll()
                    levels = [:]
                }
                #expect(store.directoryCount <= PageStore.directoryLimit, "seed \(seed), step \(step)")
                #expect(store.count == levels.count, "seed \(seed), step \(step)")
                #expect(store.best == levels.keys.max(), "seed \(seed), step \(step)")
                #expect(levels.allSatisfy { store.quantity(at: $0.key) == $0.value }, "seed \(seed), step \(step)")
            }
        }
    }

    @Test("A price that walks over thousands of pages and leaves them empty takes the memory of a few hundred")
    func walking() {
        let store = PageStore()
        for page in Int64(0)..<20_000 {
            #expect(Self.set(page << 8, 1, in: store))
            if page > 0 { _ = store.set((page - 1) << 8, 0) }
        }
        #expect(store.count == 1)
        #expect(store.best == 19_999 << 8)
        #expect(store.slotCapacity <= 512)
    }

    @Test("Pages that a cut gave up are used again")
    func cut() {
        let store = PageStore()
        for page in Int64(0)..<5_000 {
            #expect(Self.set(page << 8, 1, in: store))
            store.removeAll(below: page << 8)
        }
        #expect(store.count == 1)
        #expect(store.slotCapacity == 16)
    }

    @Test("Pages that have levels are never given up")
    func sweep() {
        let store = PageStore()
        for page in Int64(0)..<3_000 {
            #expect(Self.set(page << 8, page + 1, in: store))
            #expect(Self.set(page << 8 | 9, 1, in: store))
            _ = store.set(page << 8 | 9, 0)
            if page % 3 != 0 { _ = store.set(page << 8, 0) }
        }
        #expect(store.count == 1_000)
        #expect((0..<1_000).allSatisfy { store.quantity(at: $0 * 3 << 8) == $0 * 3 + 1 })
        #expect(store.slotCapacity <= 2_048)
    }

    @Test("An absurd price, a copy and a whole new book have no say in where the next book is paged")
    func anchor() {
        func level(_ price: Int64, _ quantity: Int64) -> PriceLevel {
            PriceLevel(price: Price(units: price), quantity: Quantity(units: quantity))
        }
        let empty = PagedLadder(side: .bid, tick: Price(units: 1))
        var copy = empty
        for price in [Int64(1) << 61, 50_000_000, 1 << 40, 7] {
            copy.set(level(price, 1))
            #expect(copy.overflowCount == 0)
            #expect(copy.top(.max) == [level(price, 1)])
            copy.removeAll()
        }
        #expect(empty.count == 0)
        copy.set(level(1 << 61, 1))
        copy.set(level(50_000_000, 1))
        #expect(copy.overflowCount == 1)
        copy.set(level(1 << 61, 0))
        copy.set(level(50_000_001, 1))
        #expect(copy.overflowCount == 0)
        #expect(copy.top(.max) == [level(50_000_001, 1), level(50_000_000, 1)])
    }
}
