/// One side of a book as a sorted array, the best level at the end.
///
/// The best stands last so that a change near the top moves few levels. Search gallops from the best: changes cluster
/// there. This structure needs no tick size; it is the fallback where none is known and the twin that the paged ladder
/// is tested against.
public struct SortedLadder: BookSide, Equatable {
    /// Which side it is.
    public let side: Side

    /// Worst to best, that is in rising order of ``rank(_:)``.
    ///
    /// Used by index throughout: in a build without the optimiser, in which a test counts allocations, `last`, `first`
    /// and every iterator ask the heap for the frame of their accessor.
    private var levels: [PriceLevel] = []

    /// An empty side.
    public init(side: Side) {
        self.side = side
    }

    /// How many levels it has.
    public var count: Int { levels.count }

    /// The level with the best price.
    public var best: PriceLevel? { levels.isEmpty ? nil : levels[levels.count - 1] }

    /// The level with the worst price.
    public var worst: PriceLevel? { levels.isEmpty ? nil : levels[0] }

    /// Puts `level` in the place of what stood at its price; quantity zero removes the price.
    @discardableResult
    public mutating func set(_ level: PriceLevel) -> LevelChange {
        let index = insertionIndex(of: level.price)
        let isPresent = index < levels.count && levels[index].price == level.price
        switch (isPresent, level.quantity.units != 0) {
        case (true, true):
            levels[index].quantity = level.quantity
            return .changed
        case (true, false):
            levels.remove(at: index)
            return .removed
        case (false, true):
            insert(level, at: index)
            return .inserted
        case (false, false):
            return .absent
        }
    }

    /// Puts all `levels` in their places, in order.
    public mutating func apply(_ changes: Span<PriceLevel>) {
        for index in changes.indices { set(changes[index]) }
    }

    /// Removes all levels and keeps the memory.
    public mutating func removeAll() {
        levels.removeAll(keepingCapacity: true)
    }

    /// Removes the worst levels until at most `depth` are left, and says how many those were.
    @discardableResult
    public mutating func truncate(to depth: Int) -> Int {
        let surplus = max(0, levels.count - max(0, depth))
        levels.removeFirst(surplus)
        return surplus
    }

    /// Removes all levels behind `price`.
    mutating func removeWorse(than price: Price) {
        levels.removeFirst(insertionIndex(of: price))
    }

    /// Calls `body` with the levels from best to worst until it returns false.
    public func forEachLevel(_ body: (PriceLevel) -> Bool) {
        var index = levels.count
        while index > 0 {
            index -= 1
            guard body(levels[index]) else { return }
        }
    }

    /// The next level behind `price`, away from the best; the best level for nil.
    public func level(after price: Price?) -> PriceLevel? {
        guard let price else { return best }
        let index = insertionIndex(of: price)
        return index > 0 ? levels[index - 1] : nil
    }

    /// As `Array.insert` does, which asks the heap for a frame too where the optimiser does not run.
    private mutating func insert(_ level: PriceLevel, at index: Int) {
        levels.append(level)
        var free = levels.count - 1
        while free > index {
            levels[free] = levels[free - 1]
            free -= 1
        }
        levels[index] = level
    }

    /// Rises towards the best.
    ///
    /// Counts lie within ±2^62 (``DecimalText/bound``), so negation cannot overflow.
    private func rank(_ price: Price) -> Int64 {
        side == .bid ? price.units : -price.units
    }

    /// Where `price` stands or would stand: the first index whose rank is not below its rank.
    private func insertionIndex(of price: Price) -> Int {
        let wanted = rank(price)
        var high = levels.count
        var step = 1
        var low = high - step
        while low >= 0, rank(levels[low].price) >= wanted {
            high = low
            step *= 2
            low = high - step
        }
        low = max(low + 1, 0)
        while low < high {
            let middle = low + (high - low) / 2
            if rank(levels[middle].price) < wanted {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
