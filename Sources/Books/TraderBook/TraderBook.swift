/// The orders of our imagined clients, as the strategy quotes them.
///
/// A new quote set replaces what is only shown. A quote for which child orders work, or whose outcome is not known,
/// stays until that has ended, whatever the strategy wants: an order must not vanish from the screen.
public struct TraderBook: Sendable {
    /// How many quotes a strategy can keep on a side; engaged quotes of earlier sets come on top.
    public static let levelLimit = 8

    /// How many quote sets were put in: the version of the newest.
    public private(set) var version: UInt64 = 0
    /// The buy side, best first.
    public private(set) var bids: [Quote] = []
    /// The sell side, best first.
    public private(set) var asks: [Quote] = []

    private var next: UInt64 = 1
    /// Where a side is put together anew; a member so that its memory is kept.
    private var scratch: [Quote] = []

    /// An empty book.
    public init() {
        // Room for a set and as many engaged quotes, so that requoting asks the heap for nothing.
        bids.reserveCapacity(2 * Self.levelLimit)
        asks.reserveCapacity(2 * Self.levelLimit)
        scratch.reserveCapacity(2 * Self.levelLimit)
    }

    // MARK: - Queries

    /// Whether no quote stands on either side.
    public var isEmpty: Bool { bids.isEmpty && asks.isEmpty }

    /// The quotes of one side, best first.
    public subscript(side: Side) -> [Quote] { side == .bid ? bids : asks }

    /// The quote with this number, if it still stands.
    public func quote(_ id: QuoteID) -> Quote? {
        bids.first { $0.id == id } ?? asks.first { $0.id == id }
    }

    /// The best quote of `side` of which something is still wanted and for which nothing works yet.
    public func bestOpen(_ side: Side) -> Quote? {
        let quotes = side == .bid ? bids : asks
        return quotes.first { $0.open.units > 0 && !$0.state.isEngaged }
    }

    // MARK: - Changing

    /// Puts a new quote set in, made from the books of these versions.
    ///
    /// A quote that is wanted as it stands stays the same quote, with what was executed of it.
    public mutating func replace(with wanted: borrowing QuoteSet, from books: BookVersions) {
        version += 1
        gather(.bid, wanted.bids, books)
        swap(&bids, &scratch)
        gather(.ask, wanted.asks, books)
        swap(&asks, &scratch)
    }

    /// Takes every quote out for which nothing works, and says whether there were any.
    @discardableResult
    public mutating func withdraw() -> Bool {
        let before = bids.count + asks.count
        bids.removeAll { !$0.state.isEngaged }
        asks.removeAll { !$0.state.isEngaged }
        return bids.count + asks.count < before
    }

    /// Notes what has become of a quote; false where it does not stand any more.
    @discardableResult
    public mutating func setState(_ state: QuoteState, of id: QuoteID) -> Bool {
        change(id) { $0.state = state }
    }

    /// Notes that `quantity` more of a quote was executed; false where it does not stand any more.
    @discardableResult
    public mutating func fill(_ id: QuoteID, _ quantity: Quantity) -> Bool {
        change(id) { $0.filled = $0.filled.addingSaturated(quantity) }
    }

    /// Notes the quotes of `side` that the best price of the other side has reached, and calls `body` with each once.
    public mutating func noteCrossings(_ side: Side, by price: Price, _ body: (Quote) -> Void) {
        switch side {
        case .bid: Self.noteCrossings(&bids, by: price, body)
        case .ask: Self.noteCrossings(&asks, by: price, body)
        }
    }

    // MARK: - Parts

    private static func noteCrossings(_ quotes: inout [Quote], by price: Price, _ body: (Quote) -> Void) {
        // Best first: behind the first quote that is not reached none is.
        for index in quotes.indices {
            guard quotes[index].reaches(price) else { return }
            guard quotes[index].state == .resting, quotes[index].open.units > 0 else { continue }
            quotes[index].state = .crossed
            body(quotes[index])
        }
    }

    private mutating func change(_ id: QuoteID, _ body: (inout Quote) -> Void) -> Bool {
        if let index = bids.firstIndex(where: { $0.id == id }) {
            body(&bids[index])
            return true
        }
        if let index = asks.firstIndex(where: { $0.id == id }) {
            body(&asks[index])
            return true
        }
        return false
    }

    /// Puts one side together in the scratch array.
    private mutating func gather(_ side: Side, _ wanted: [PriceLevel], _ books: BookVersions) {
        let standing = side == .bid ? bids : asks
        scratch.removeAll(keepingCapacity: true)
        for quote in standing where quote.state.isEngaged { scratch.append(quote) }
        for level in wanted.prefix(Self.levelLimit) where level.quantity.units > 0 {
            if let same = standing.first(where: { $0.isStill(level) }) {
                scratch.append(same)
            } else {
                scratch.append(make(side, level, books))
            }
        }
        // By number where prices are the same, so that the order does not hang on the sort.
        scratch.sort { left, right in
            if left.price == right.price { return left.id < right.id }
            return side.isBetter(left.price, than: right.price)
        }
    }

    private mutating func make(_ side: Side, _ level: PriceLevel, _ books: BookVersions) -> Quote {
        defer { next += 1 }
        return Quote(
            id: QuoteID(number: next),
            side: side,
            price: level.price,
            quantity: level.quantity,
            version: version,
            books: books
        )
    }
}

extension Quote {
    /// Whether it is what is wanted again, with something left of it.
    fileprivate func isStill(_ level: PriceLevel) -> Bool {
        state == .resting && price == level.price && quantity == level.quantity && filled < quantity
    }
}
