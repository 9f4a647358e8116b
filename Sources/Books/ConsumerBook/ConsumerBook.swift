/// The consolidated book: the order books of all venues seen as one, every level with its origin.
///
/// It owns one book a venue slot and merges while it is read, so there is no second copy to keep in step; a venue that
/// is not live is a slot that is skipped. Two venues may disagree for moments: a crossed consumer book is normal.
public struct ConsumerBook: Sendable {
    /// The venues' books by slot.
    ///
    /// Apart from the flags, so that reading a flag touches nothing of a book.
    private var books: [VenueBook]
    private var live: [Bool]

    /// A book over the venues 0 to `venueCount` - 1, at most ``VenueID/limit``, none of them live.
    public init(venueCount: Int) {
        precondition((0...VenueID.limit).contains(venueCount), "a console holds at most \(VenueID.limit) venues")
        books = Array(repeating: VenueBook(), count: venueCount)
        live = Array(repeating: false, count: venueCount)
    }

    // MARK: - Inputs

    /// Applies a venue's update to its book.
    public mutating func apply(_ update: BookUpdate, levels: borrowing [PriceLevel]) {
        books[update.venue.slot].apply(update, levels: levels)
    }

    /// Pages a venue's book by the tick that the venue has stated.
    public mutating func setTick(_ tick: Price, venue: VenueID) {
        books[venue.slot].setTick(tick)
    }

    /// Lets a venue's levels count, or leaves them out.
    ///
    /// A venue that leaves takes its levels along at once.
    public mutating func setLive(_ isLive: Bool, venue: VenueID) {
        live[venue.slot] = isLive
    }

    // MARK: - Queries

    /// The venues that the book is over.
    public var venues: [VenueID] { books.indices.map { VenueID(slot: $0) } }

    /// How many venues the book is over.
    public var venueCount: Int { books.count }

    /// Whether a venue's levels count.
    public func isLive(_ venue: VenueID) -> Bool {
        live[venue.slot]
    }

    /// A venue's own book, live or not.
    public func book(of venue: VenueID) -> OrderBook {
        books[venue.slot].book
    }

    /// A venue's own best bid and ask, live or not.
    public func bestLevels(of venue: VenueID) -> (bid: PriceLevel?, ask: PriceLevel?) {
        let books = books.span
        return (books[venue.slot].best(.bid), books[venue.slot].best(.ask))
    }

    /// Whether a venue's own best bid is at or above its own best ask, which no true book of one venue is.
    public func isCrossedOrLocked(_ venue: VenueID) -> Bool {
        books.span[venue.slot].book.isCrossedOrLocked
    }

    /// The best price of a side over all live venues.
    public func best(_ side: Side) -> Price? {
        var best: Price?
        // Read through a span, here and below: a subscript of the array would copy the book.
        let books = books.span
        for index in books.indices where live[index] {
            guard let price = books[index].best(side)?.price else { continue }
            if let known = best, !side.isBetter(price, than: known) { continue }
            best = price
        }
        return best
    }

    /// Whether the best bid is above the best ask.
    public var isCrossed: Bool {
        guard let bid = best(.bid), let ask = best(.ask) else { return false }
        return bid > ask
    }

    /// Whether the best bid is the best ask.
    public var isLocked: Bool {
        guard let bid = best(.bid), let ask = best(.ask) else { return false }
        return bid == ask
    }

    /// How far a side sees: where any live venue sees no further, the sum of all is not known.
    public func known(_ side: Side) -> KnownDepth {
        var known = KnownDepth.everything
        let books = books.span
        for index in books.indices where live[index] {
            known = known.narrowed(by: books[index].book.known(side), on: side)
        }
        return known
    }

    /// Calls `body` with the merged levels of a side, best first, until it returns false or the side is not known.
    public func forEachLevel(_ side: Side, _ body: (ConsumerLevel) -> Bool) {
        let known = known(side)
        let books = books.span
        var heads: [8 of PriceLevel?] = InlineArray(repeating: nil)
        for index in books.indices where live[index] {
            heads[index] = books[index].best(side)
        }
        while let price = bestPrice(heads, side), known.covers(price, on: side) {
            var level = ConsumerLevel(price: price)
            for index in books.indices {
                guard let head = heads[index], head.price == price else { continue }
                level.add(head.quantity, at: VenueID(slot: index))
                heads[index] = books[index].book.level(after: price, on: side)
            }
            guard body(level) else { return }
        }
    }

    /// The five best merged levels of a side, stored in place.
    public func topFive(_ side: Side) -> ConsumerFive {
        var five = ConsumerFive()
        readTopFive(side, into: &five)
        return five
    }

    /// The same into a caller's memory.
    public func readTopFive(_ side: Side, into five: inout ConsumerFive) {
        five.merge(books.span, live: live.span, on: side)
        five.cut(to: known(side), on: side)
    }

    /// The best `limit` merged levels of a side, best first.
    public func top(_ limit: Int, of side: Side) -> [ConsumerLevel] {
        var levels: [ConsumerLevel] = []
        guard limit > 0 else { return levels }
        forEachLevel(side) { level in
            levels.append(level)
            return levels.count < limit
        }
        return levels
    }

    // MARK: - Parts

    private func bestPrice(_ heads: borrowing [8 of PriceLevel?], _ side: Side) -> Price? {
        var best: Price?
        for index in heads.indices {
            guard let price = heads[index]?.price else { continue }
            if let known = best, !side.isBetter(price, than: known) { continue }
            best = price
        }
        return best
    }
}
