/// One side of a book indexed by tick: the structure of the product's books where the tick is known.
///
/// A change is one index, one store and at most two bits, wherever it lands; the median change of a recorded stream
/// lands 87 to 149 levels from the best, and half of them insert or remove. A sorted array moves memory for those, a
/// tree follows pointers. `docs/order-book.md` has the figures.
///
/// Prices off the tick grid, and prices so far from the others that the directory of pages would have to span more than
/// ``PageStore/directoryLimit``, stand in a small sorted array beside the pages.
public struct PagedLadder: BookSide, @unchecked Sendable {
    // Unchecked because of `store`: it is a class with raw memory, written to only through `uniqueStore`, that is by
    // the one value that refers to it.

    /// Which side it is.
    public let side: Side
    /// The tick: every level in a page stands at a whole multiple of it.
    public let tick: Price

    private var store = PageStore()
    private var overflow: SortedLadder
    /// 0 for bids, -1 for asks: `(index ^ sign) - sign` turns tick indices of asks around, so that keys rise to the best.
    private let sign: Int64

    /// An empty side whose prices are multiples of `tick`, which must be above zero.
    public init(side: Side, tick: Price) {
        precondition(tick.units > 0, "a tick is above zero, not \(tick.units)")
        self.side = side
        self.tick = tick
        overflow = SortedLadder(side: side)
        sign = side == .bid ? 0 : -1
    }

    /// An empty side whose tick is one price unit.
    public init(side: Side) {
        self.init(side: side, tick: Price(units: 1))
    }

    /// How many levels it has.
    public var count: Int { store.count + overflow.count }

    /// How many levels stand outside the pages.
    public var overflowCount: Int { overflow.count }

    /// The level with the best price.
    public var best: PriceLevel? {
        let paged = store.best.map { level($0, store.quantity(at: $0)) }
        guard let other = overflow.best else { return paged }
        guard let paged else { return other }
        return side.isBetter(other.price, than: paged.price) ? other : paged
    }

    // MARK: - Changing

    /// Puts `level` in the place of what stood at its price; quantity zero removes the price.
    @discardableResult
    public mutating func set(_ level: PriceLevel) -> LevelChange {
        makeUnique()
        return put(level)
    }

    /// Puts all `levels` in their places, in order.
    public mutating func apply(_ levels: Span<PriceLevel>) {
        makeUnique()
        if tick.units == 1 {
            for index in levels.indices {
                let level = levels[index]
                let key = (level.price.units ^ sign) &- sign
                if store.spans(key) {
                    _ = store.set(key, level.quantity.units)
                } else {
                    _ = putOutside(level, key)
                }
            }
        } else {
            for index in levels.indices { _ = put(levels[index]) }
        }
    }

    /// Removes all levels and keeps the memory.
    public mutating func removeAll() {
        makeUnique()
        store.removeAll()
        overflow.removeAll()
    }

    /// Removes the worst levels until at most `depth` are left, and says how many those were.
    @discardableResult
    public mutating func truncate(to depth: Int) -> Int {
        let before = count
        guard before > depth else { return 0 }
        guard depth > 0 else {
            removeAll()
            return before
        }
        makeUnique()
        var kept = 0
        var last = Price(units: 0)
        forEachLevel { level in
            kept += 1
            last = level.price
            return kept < depth
        }
        let quotient = last.units.quotientAndRemainder(dividingBy: tick.units)
        // The first key that is at least as good as the last price kept, also where that one is off the grid.
        var key = (quotient.quotient ^ sign) &- sign
        if quotient.remainder != 0, (quotient.remainder > 0) == (side == .bid) { key += 1 }
        store.removeAll(below: key)
        overflow.removeWorse(than: last)
        return before - count
    }

    // MARK: - Reading

    /// Calls `body` with the levels from best to worst until it returns false.
    public func forEachLevel(_ body: (PriceLevel) -> Bool) {
        if overflow.count == 0 {
            store.forEach { key, quantity in body(level(key, quantity)) }
        } else {
            forEachMerged(body)
        }
    }

    /// The next level behind `price`, away from the best; the best level for nil.
    public func level(after price: Price?) -> PriceLevel? {
        guard let price else { return best }
        let paged = store.key(below: upperKey(price)).map { level($0, store.quantity(at: $0)) }
        guard let other = overflow.level(after: price) else { return paged }
        guard let paged else { return other }
        return side.isBetter(other.price, than: paged.price) ? other : paged
    }

    // MARK: - Parts

    @inline(__always)
    private mutating func makeUnique() {
        if !isKnownUniquelyReferenced(&store) { store = store.copy() }
    }

    @inline(__always)
    private func level(_ key: Int64, _ quantity: Int64) -> PriceLevel {
        PriceLevel(price: Price(units: ((key ^ sign) &- sign) &* tick.units), quantity: Quantity(units: quantity))
    }

    private mutating func put(_ level: PriceLevel) -> LevelChange {
        let (index, remainder) = level.price.units.quotientAndRemainder(dividingBy: tick.units)
        guard remainder == 0 else { return overflow.set(level) }
        let key = (index ^ sign) &- sign
        return store.spans(key) ? store.set(key, level.quantity.units) : putOutside(level, key)
    }

    /// Puts a level on the grid whose page the directory does not span yet.
    @inline(never)
    private mutating func putOutside(_ level: PriceLevel, _ key: Int64) -> LevelChange {
        guard level.quantity.units != 0 else { return overflow.set(level) }
        guard store.widen(to: key) else { return overflow.set(level) }
        bringIn()
        return store.set(key, level.quantity.units)
    }

    /// Moves levels from the overflow into the pages that now span them.
    private mutating func bringIn() {
        for level in overflow.top(.max) {
            let (index, remainder) = level.price.units.quotientAndRemainder(dividingBy: tick.units)
            let key = (index ^ sign) &- sign
            guard remainder == 0, store.spans(key) else { continue }
            overflow.set(PriceLevel(price: level.price, quantity: .zero))
            _ = store.set(key, level.quantity.units)
        }
    }

    /// The best key whose price is at or behind `price`, plus one: what is below it is behind `price`.
    private func upperKey(_ price: Price) -> Int64 {
        let (quotient, remainder) = price.units.quotientAndRemainder(dividingBy: tick.units)
        let key = (quotient ^ sign) &- sign
        guard remainder != 0 else { return key }
        // Division rounds towards zero: of the two grid prices around, `quotient` is the one nearer to zero.
        return (remainder > 0) == (side == .bid) ? key + 1 : key
    }

    private func forEachMerged(_ body: (PriceLevel) -> Bool) {
        var next = overflow.best
        var goesOn = true
        store.forEach { key, quantity in
            let paged = level(key, quantity)
            while let other = next, side.isBetter(other.price, than: paged.price) {
                goesOn = body(other)
                guard goesOn else { return false }
                next = overflow.level(after: other.price)
            }
            goesOn = body(paged)
            return goesOn
        }
        while goesOn, let other = next {
            goesOn = body(other)
            next = overflow.level(after: other.price)
        }
    }
}
