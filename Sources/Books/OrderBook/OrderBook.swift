/// One venue's book: two sides that take verified updates, and how far they see.
public struct OrderBook: Sendable {
    /// The buy side.
    public private(set) var bids = Ladder(side: .bid)
    /// The sell side.
    public private(set) var asks = Ladder(side: .ask)

    /// The tick that the venue has stated; nil while it is not known.
    private var tick: Price?
    /// To how many levels the venue keeps the book; nil for a book that is not cut.
    private var depth: Int?
    /// How far a side that came from a limited snapshot sees.
    private var bidsKnown = KnownDepth.everything
    private var asksKnown = KnownDepth.everything

    /// How many levels a side may have before its far ones are let go.
    ///
    /// A book that is never cut grows with every price that was ever quoted: 27 to 208 % in ten minutes of recordings.
    public static let levelLimit = 20_000
    /// How many levels are left then.
    public static let levelsKept = 10_000

    /// An empty book whose tick is not known.
    public init() {}

    /// An empty book whose prices are multiples of `tick`.
    public init(tick: Price) {
        setTick(tick)
    }

    // MARK: - Changing

    /// Notes the tick that the venue has stated, or that it is not known any more; the levels stay.
    public mutating func setTick(_ tick: Price?) {
        self.tick = tick
        arrange()
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
        if update.kind == .snapshot { begin(update) }
        bids.apply(levels.span.extracting(update.bids))
        asks.apply(levels.span.extracting(update.asks))
        if let depth = update.depth { truncate(to: depth) }
        if let limit = update.snapshotLimit {
            bidsKnown = Self.known(bids, limit)
            asksKnown = Self.known(asks, limit)
        }
        if bids.count > Self.levelLimit || asks.count > Self.levelLimit { letFarLevelsGo() }
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
        bidsKnown = .everything
        asksKnown = .everything
    }

    // MARK: - Reading

    /// How far a side sees.
    public func known(_ side: Side) -> KnownDepth {
        let known = side == .bid ? bidsKnown : asksKnown
        guard let depth else { return known }
        // A book that the venue keeps to a depth sees to its last level once it has that many.
        return known.narrowed(by: side == .bid ? Self.known(bids, depth) : Self.known(asks, depth), on: side)
    }

    /// The best level of a side.
    public func best(_ side: Side) -> PriceLevel? {
        switch side {
        case .bid: bids.best
        case .ask: asks.best
        }
    }

    /// The next level of a side behind `price`, away from the best.
    public func level(after price: Price, on side: Side) -> PriceLevel? {
        switch side {
        case .bid: bids.level(after: price)
        case .ask: asks.level(after: price)
        }
    }

    /// The five best levels of a side, stored in place.
    public func topFive(_ side: Side) -> TopFive {
        switch side {
        case .bid: bids.topFive
        case .ask: asks.topFive
        }
    }

    /// Whether the best bid is at or above the best ask: within one venue this is never a true state for long.
    public var isCrossedOrLocked: Bool {
        guard let bid = bids.best, let ask = asks.best else { return false }
        return bid.price >= ask.price
    }

    // MARK: - Parts

    private mutating func begin(_ update: BookUpdate) {
        removeAll()
        if depth != update.depth {
            depth = update.depth
            arrange()
        }
    }

    /// Pages the sides by the tick, unless the book is kept to a few levels: those are quicker in a sorted array.
    private mutating func arrange() {
        let pageTick = depth == nil ? tick : nil
        bids.setTick(pageTick)
        asks.setTick(pageTick)
    }

    /// A side that came from a snapshot of at most `limit` levels, and has that many, ends where the snapshot ended.
    private static func known(_ side: Ladder, _ limit: Int) -> KnownDepth {
        guard side.count >= limit, let worst = side.worst else { return .everything }
        return .to(worst.price)
    }

    private mutating func letFarLevelsGo() {
        if bids.truncate(to: Self.levelsKept) > 0, let worst = bids.worst {
            bidsKnown = bidsKnown.narrowed(by: .to(worst.price), on: .bid)
        }
        if asks.truncate(to: Self.levelsKept) > 0, let worst = asks.worst {
            asksKnown = asksKnown.narrowed(by: .to(worst.price), on: .ask)
        }
    }
}
