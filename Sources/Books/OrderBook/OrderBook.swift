/// One venue's book: two sides that take verified updates.
public struct OrderBook: Sendable {
    /// The buy side.
    public private(set) var bids = Ladder(side: .bid)
    /// The sell side.
    public private(set) var asks = Ladder(side: .ask)

    /// An empty book whose tick is not known.
    public init() {}

    /// An empty book whose prices are multiples of `tick`.
    public init(tick: Price) {
        setTick(tick)
    }

    /// Pages the book by `tick`, or by nothing for nil; the levels stay.
    public mutating func setTick(_ tick: Price?) {
        bids.setTick(tick)
        asks.setTick(tick)
    }

    /// Puts one level in its place; quantity zero removes it.
    @discardableResult
    public mutating func set(_ level: PriceLevel, on side: Side) -> LevelChange {
        switch side {
        case .bid: bids.set(level)
        case .ask: asks.set(level)
        }
    }

    /// Applies a whole update, whose levels stand in `levels`, and cuts the book to the update's depth.
    public mutating func apply(_ update: BookUpdate, levels: borrowing [PriceLevel]) {
        if update.kind == .snapshot { removeAll() }
        bids.apply(levels.span.extracting(update.bids))
        asks.apply(levels.span.extracting(update.asks))
        if let depth = update.depth { truncate(to: depth) }
    }

    /// Removes the worst levels of each side beyond `depth`, and says how many those were.
    @discardableResult
    public mutating func truncate(to depth: Int) -> Int {
        bids.truncate(to: depth) + asks.truncate(to: depth)
    }

    /// Empties both sides.
    public mutating func removeAll() {
        bids.removeAll()
        asks.removeAll()
    }

    /// Whether the best bid is at or above the best ask: within one venue this is never a true state for long.
    public var isCrossedOrLocked: Bool {
        guard let bid = bids.best, let ask = asks.best else { return false }
        return bid.price >= ask.price
    }
}
