import Books

/// One side of a book as a list that is sorted again after each change: the twin of the real ladders.
struct PlainLadder {
    let side: Side
    /// Best first.
    private(set) var levels: [PriceLevel] = []

    init(side: Side) {
        self.side = side
    }

    mutating func set(_ level: PriceLevel) -> LevelChange {
        let wasThere = levels.contains { $0.price == level.price }
        levels.removeAll { $0.price == level.price }
        guard level.quantity != .zero else { return wasThere ? .removed : .absent }
        levels.append(level)
        levels.sort { side == .bid ? $0.price > $1.price : $0.price < $1.price }
        return wasThere ? .changed : .inserted
    }

    mutating func truncate(to depth: Int) -> Int {
        let before = levels.count
        levels = Array(levels.prefix(max(0, depth)))
        return before - levels.count
    }

    mutating func removeAll() {
        levels = []
    }

    func level(after price: Price?) -> PriceLevel? {
        guard let price else { return levels.first }
        return levels.first { side == .bid ? $0.price < price : $0.price > price }
    }
}
