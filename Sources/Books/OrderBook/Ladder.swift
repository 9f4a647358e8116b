/// The side structure of the product's books: paged by tick where the tick is known, a sorted array where it is not.
public struct Ladder: BookSide {
    /// Which side it is.
    public let side: Side

    private var sorted: SortedLadder
    private var paged: PagedLadder?

    /// An empty side whose tick is not known.
    public init(side: Side) {
        self.side = side
        sorted = SortedLadder(side: side)
    }

    /// The tick by which it is paged; nil for a sorted array.
    public var tick: Price? { paged?.tick }

    /// Pages the side by `tick`, or turns it into a sorted array for nil; the levels stay.
    public mutating func setTick(_ tick: Price?) {
        guard tick != self.tick else { return }
        let levels = top(.max)
        paged = tick.map { PagedLadder(side: side, tick: $0) }
        sorted.removeAll()
        apply(levels.span)
    }

    /// How many levels it has.
    public var count: Int { paged?.count ?? sorted.count }

    /// The level with the best price.
    public var best: PriceLevel? { paged == nil ? sorted.best : paged?.best }

    /// The level with the worst price; slow on a paged side, which is walked to its end.
    public var worst: PriceLevel? {
        guard paged != nil else { return sorted.worst }
        var worst: PriceLevel?
        forEachLevel { level in
            worst = level
            return true
        }
        return worst
    }

    /// Puts `level` in the place of what stood at its price; quantity zero removes the price.
    @discardableResult
    public mutating func set(_ level: PriceLevel) -> LevelChange {
        paged?.set(level) ?? sorted.set(level)
    }

    /// Puts all `levels` in their places, in order.
    public mutating func apply(_ levels: Span<PriceLevel>) {
        if paged?.apply(levels) == nil { sorted.apply(levels) }
    }

    /// Removes all levels and keeps the memory.
    public mutating func removeAll() {
        paged?.removeAll()
        sorted.removeAll()
    }

    /// Removes the worst levels until at most `depth` are left, and says how many those were.
    @discardableResult
    public mutating func truncate(to depth: Int) -> Int {
        paged?.truncate(to: depth) ?? sorted.truncate(to: depth)
    }

    /// Calls `body` with the levels from best to worst until it returns false.
    public func forEachLevel(_ body: (PriceLevel) -> Bool) {
        // Chained, not bound: binding would copy the reference of a side that is only read.
        if paged?.forEachLevel(body) == nil { sorted.forEachLevel(body) }
    }

    /// The next level behind `price`, away from the best; the best level for nil.
    public func level(after price: Price?) -> PriceLevel? {
        paged == nil ? sorted.level(after: price) : paged?.level(after: price)
    }

    /// The five best levels, stored in place.
    public var topFive: TopFive {
        var top = TopFive()
        readTopFive(into: &top)
        return top
    }

    /// The same into a caller's memory.
    public func readTopFive(into top: inout TopFive) {
        top.removeAll()
        forEachLevel { level in
            top.append(level)
            return top.count < TopFive.limit
        }
    }
}
