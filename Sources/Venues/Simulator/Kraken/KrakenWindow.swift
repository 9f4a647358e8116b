import Books

/// The best levels of one side of the book, as every subscriber of one depth holds them.
///
/// Kraken sends no removal for a level that an insertion pushes out of the subscribed depth, and sends a level again when
/// it comes back: the client cuts its own book after each message. So the window before and after a change, walked side
/// by side, are all that is needed to say what must be sent: each level that is new or different in the window, and a
/// removal for each that is gone although the window has room for it.
struct KrakenWindow: Sendable, Equatable {
    /// The number of levels at most.
    let depth: Int
    /// The levels, the best one first.
    private(set) var levels: [BookLevel] = []

    /// The window onto one side.
    init(depth: Int, of side: ExchangeSide) {
        self.depth = depth
        levels = Self.best(depth, of: side)
    }

    private static func best(_ depth: Int, of side: ExchangeSide) -> [BookLevel] {
        side.levels.suffix(depth).reversed()
    }

    /// Moves the window to the side as it is now and gives what subscribers must be sent, the best price first.
    mutating func update(from side: ExchangeSide) -> [BookLevel] {
        let visible = min(depth, side.count)
        var changes: [BookLevel] = []
        var old = 0
        var new = 0
        while new < visible {
            let level = side[new]
            guard old < levels.count else {
                changes.append(level)
                new += 1
                continue
            }
            let former = levels[old]
            if former.price == level.price {
                if former.quantity != level.quantity { changes.append(level) }
                old += 1
                new += 1
            } else if side.side == .bid ? level.price > former.price : level.price < former.price {
                changes.append(level)
                new += 1
            } else {
                // It stood before a level that is still visible, so it was taken away, not pushed out.
                changes.append(BookLevel(price: former.price, quantity: 0))
                old += 1
            }
        }
        if visible < depth {
            // The whole side fits: what is left of the old window was taken away. Behind a full window it goes unsaid,
            // whatever became of it, because the client's cut drops it.
            for former in levels[old...] { changes.append(BookLevel(price: former.price, quantity: 0)) }
        }
        if !changes.isEmpty { levels = Self.best(depth, of: side) }
        return changes
    }
}
