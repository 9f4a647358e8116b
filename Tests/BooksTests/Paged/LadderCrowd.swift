import Books

/// One side in every structure there is, and in the twin: all take the same steps.
struct LadderCrowd {
    var paged: PagedLadder
    var ladder: Ladder
    var sorted: SortedLadder
    var plain: PricedLevels

    init(side: Side, tick: Price) {
        paged = PagedLadder(side: side, tick: tick)
        ladder = Ladder(side: side)
        sorted = SortedLadder(side: side)
        plain = PricedLevels(side: side)
    }

    /// Sets a level everywhere; what differs in what was said of it.
    mutating func set(_ level: PriceLevel) -> String? {
        let expected = plain.set(level)
        let said = [paged.set(level), ladder.set(level), sorted.set(level)]
        return said.allSatisfy { $0 == expected } ? nil : "said \(said), not \(expected), of \(level)"
    }

    mutating func apply(_ levels: [PriceLevel]) {
        for level in levels { _ = plain.set(level) }
        paged.apply(levels.span)
        ladder.apply(levels.span)
        sorted.apply(levels.span)
    }

    mutating func truncate(to depth: Int) -> String? {
        let expected = plain.truncate(to: depth)
        let said = [paged.truncate(to: depth), ladder.truncate(to: depth), sorted.truncate(to: depth)]
        return said.allSatisfy { $0 == expected } ? nil : "cut \(said), not \(expected), to \(depth)"
    }

    mutating func removeAll() {
        plain.removeAll()
        paged.removeAll()
        ladder.removeAll()
        sorted.removeAll()
    }

    /// Where a structure differs from the twin, asked for the levels behind `prices` too; nil where none does.
    func difference(asking prices: [Price]) -> String? {
        difference(paged, prices) ?? difference(ladder, prices) ?? difference(sorted, prices) ?? differenceOfFive()
    }

    private func difference<Tested: BookSide>(_ tested: Tested, _ prices: [Price]) -> String? {
        let expected = plain.levels
        guard tested.count == expected.count else { return "\(Tested.self): \(tested.count) of \(expected.count)" }
        guard tested.best == expected.first else { return "\(Tested.self): best \(String(describing: tested.best))" }
        var index = 0
        var isEqual = true
        tested.forEachLevel { level in
            isEqual = index < expected.count && level == expected[index]
            index += 1
            return isEqual
        }
        guard isEqual, index == expected.count else { return "\(Tested.self): level \(index) of \(expected)" }
        guard tested.top(3) == Array(expected.prefix(3)) else { return "\(Tested.self): top 3" }
        for price in prices where tested.level(after: price) != plain.level(after: price) {
            return "\(Tested.self): behind \(price.units) stands \(String(describing: tested.level(after: price)))"
        }
        return tested.level(after: nil) == expected.first ? nil : "\(Tested.self): the level after nothing"
    }

    private func differenceOfFive() -> String? {
        let five = ladder.topFive
        guard five.count == min(5, plain.levels.count) else { return "top five has \(five.count)" }
        for depth in 0..<five.count where five[depth] != plain.levels[depth] { return "top five at \(depth)" }
        return ladder.worst == plain.levels.last ? nil : "worst \(String(describing: ladder.worst))"
    }
}
