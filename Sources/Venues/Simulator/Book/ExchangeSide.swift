import Books

/// One side of an exchange's book: an array sorted from the worst level to the best.
///
/// Most changes happen near the best level, so the end of the array is where an insertion moves least.
struct ExchangeSide: Sendable, Equatable {
    /// Which side it is.
    let side: Side
    /// The levels, the best one last.
    private(set) var levels: [BookLevel] = []

    /// An empty side.
    init(_ side: Side) {
        self.side = side
    }

    /// The number of levels.
    var count: Int { levels.count }

    /// The best level.
    var best: BookLevel? { levels.last }

    /// The level that `rank` better ones stand before; `rank` must be below ``count``.
    subscript(rank: Int) -> BookLevel { levels[levels.count - 1 - rank] }

    /// How much stands at a price.
    func quantity(at price: Int64) -> Int64 {
        let index = place(of: price)
        return index < levels.count && levels[index].price == price ? levels[index].quantity : 0
    }

    /// Sets the quantity at a price; zero takes the level away.
    mutating func apply(_ level: BookLevel) {
        let index = place(of: level.price)
        let exists = index < levels.count && levels[index].price == level.price
        if level.quantity == 0 {
            if exists { levels.remove(at: index) }
        } else if exists {
            levels[index].quantity = level.quantity
        } else {
            levels.insert(level, at: index)
        }
    }

    /// Sets the quantity at a price and keeps a level of zero, as a list of changes needs it.
    mutating func record(_ level: BookLevel) {
        let index = place(of: level.price)
        if index < levels.count, levels[index].price == level.price {
            levels[index].quantity = level.quantity
        } else {
            levels.insert(level, at: index)
        }
    }

    /// Forgets all levels.
    mutating func removeAll() {
        levels.removeAll(keepingCapacity: true)
    }

    /// The index of the first level that is not worse than `price`.
    private func place(of price: Int64) -> Int {
        var low = 0
        var high = levels.count
        while low < high {
            let middle = (low + high) / 2
            let isWorse = side == .bid ? levels[middle].price < price : levels[middle].price > price
            if isWorse { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
