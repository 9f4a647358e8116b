import Books

/// One side of a book as a dictionary that is sorted for each question: the twin of every ladder.
struct PricedLevels: Equatable {
    let side: Side
    private(set) var quantities: [Int64: Int64] = [:]
    /// Best first.
    private(set) var levels: [PriceLevel] = []

    init(side: Side) {
        self.side = side
    }

    mutating func set(_ level: PriceLevel) -> LevelChange {
        let before = quantities[level.price.units]
        quantities[level.price.units] = level.quantity == .zero ? nil : level.quantity.units
        sort()
        switch (before != nil, level.quantity != .zero) {
        case (true, true): return .changed
        case (true, false): return .removed
        case (false, true): return .inserted
        case (false, false): return .absent
        }
    }

    mutating func removeAll() {
        quantities = [:]
        levels = []
    }

    mutating func truncate(to depth: Int) -> Int {
        let surplus = levels.dropFirst(max(0, depth))
        for level in surplus { quantities[level.price.units] = nil }
        defer { sort() }
        return surplus.count
    }

    func level(after price: Price?) -> PriceLevel? {
        guard let price else { return levels.first }
        return levels.first { side == .bid ? $0.price.units < price.units : $0.price.units > price.units }
    }

    private mutating func sort() {
        let prices = side == .bid ? quantities.keys.sorted(by: >) : quantities.keys.sorted()
        levels = prices.map { PriceLevel(price: Price(units: $0), quantity: Quantity(units: quantities[$0] ?? 0)) }
    }
}
