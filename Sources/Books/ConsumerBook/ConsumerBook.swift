/// The consolidated book: the order books of all venues seen as one, every level with its origin.
///
/// It owns one book a venue slot and merges while it is read, so there is no second copy to keep in step; a venue that
/// is not live is a slot that is skipped. Two venues may disagree for moments: a crossed consumer book is normal.
public struct ConsumerBook: Sendable {
    /// One venue's place in the book.
    private struct Slot: Sendable {
        var book = OrderBook()
        var isLive = false
    }

    private var slots: [Slot]

    /// A book over the venues 0 to `venueCount` - 1, at most ``VenueID/limit``, none of them live.
    public init(venueCount: Int) {
        precondition((0...VenueID.limit).contains(venueCount), "a console holds at most \(VenueID.limit) venues")
        slots = Array(repeating: Slot(), count: venueCount)
    }

    // MARK: - Inputs

    /// Applies a venue's update to its book.
    public mutating func apply(_ update: BookUpdate, levels: borrowing [PriceLevel]) {
        slots[update.venue.slot].book.apply(update, levels: levels)
    }

    /// Pages a venue's book by the tick that the venue has stated.
    public mutating func setTick(_ tick: Price, venue: VenueID) {
        slots[venue.slot].book.setTick(tick)
    }

    /// Lets a venue's levels count, or leaves them out.
    ///
    /// A venue that leaves takes its levels along at once.
    public mutating func setLive(_ isLive: Bool, venue: VenueID) {
        slots[venue.slot].isLive = isLive
    }

    // MARK: - Queries

    /// The venues that the book is over.
    public var venues: [VenueID] { slots.indices.map { VenueID(slot: $0) } }

    /// Whether a venue's levels count.
    public func isLive(_ venue: VenueID) -> Bool {
        slots[venue.slot].isLive
    }

    /// A venue's own book, live or not.
    public func book(of venue: VenueID) -> OrderBook {
        slots[venue.slot].book
    }

    /// A venue's own best bid and ask, live or not.
    public func bestLevels(of venue: VenueID) -> (bid: PriceLevel?, ask: PriceLevel?) {
        (slots[venue.slot].book.bids.best, slots[venue.slot].book.asks.best)
    }

    /// Whether a venue's own best bid is at or above its own best ask, which no true book of one venue is.
    public func isCrossedOrLocked(_ venue: VenueID) -> Bool {
        slots[venue.slot].book.isCrossedOrLocked
    }

    /// The best price of a side over all live venues.
    public func best(_ side: Side) -> Price? {
        var best: Price?
        for slot in slots where slot.isLive {
            guard let price = ladder(side, of: slot).best?.price else { continue }
            if let known = best, !isBetter(price, than: known, on: side) { continue }
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
        slots.reduce(.everything) { known, slot in
            slot.isLive ? known.narrowed(by: slot.book.known(side), on: side) : known
        }
    }

    /// Calls `body` with the merged levels of a side, best first, until it returns false or the side is not known.
    public func forEachLevel(_ side: Side, _ body: (ConsumerLevel) -> Bool) {
        let known = known(side)
        var heads: [8 of PriceLevel?] = InlineArray(repeating: nil)
        for index in slots.indices where slots[index].isLive {
            heads[index] = ladder(side, of: slots[index]).best
        }
        while let price = bestPrice(heads, side), known.covers(price, on: side) {
            var level = ConsumerLevel(price: price)
            for index in slots.indices {
                guard let head = heads[index], head.price == price else { continue }
                level.add(head.quantity, at: VenueID(slot: index))
                heads[index] = ladder(side, of: slots[index]).level(after: price)
            }
            guard body(level) else { return }
        }
    }

    /// The five best merged levels of a side, stored in place.
    ///
    /// A merged level among the best five is always among its venue's own best five, so those are all it takes.
    public func topFive(_ side: Side) -> ConsumerFive {
        var five = ConsumerFive()
        let known = known(side)
        var heads: [8 of TopFive] = InlineArray(repeating: TopFive())
        var depths: [8 of Int] = InlineArray(repeating: 0)
        for index in slots.indices where slots[index].isLive {
            heads[index] = side == .bid ? slots[index].book.bids.topFive : slots[index].book.asks.topFive
        }
        while five.count < ConsumerFive.limit {
            var best: Price?
            for index in slots.indices where depths[index] < heads[index].count {
                let price = heads[index][depths[index]].price
                if let known = best, !isBetter(price, than: known, on: side) { continue }
                best = price
            }
            guard let best, known.covers(best, on: side) else { break }
            var level = ConsumerLevel(price: best)
            for index in slots.indices where depths[index] < heads[index].count {
                let head = heads[index][depths[index]]
                guard head.price == best else { continue }
                level.add(head.quantity, at: VenueID(slot: index))
                depths[index] += 1
            }
            five.append(level)
        }
        return five
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

    private func ladder(_ side: Side, of slot: borrowing Slot) -> Ladder {
        side == .bid ? slot.book.bids : slot.book.asks
    }

    private func bestPrice(_ heads: borrowing [8 of PriceLevel?], _ side: Side) -> Price? {
        var best: Price?
        for index in heads.indices {
            guard let price = heads[index]?.price else { continue }
            if let known = best, !isBetter(price, than: known, on: side) { continue }
            best = price
        }
        return best
    }

    private func isBetter(_ price: Price, than other: Price, on side: Side) -> Bool {
        side == .bid ? price > other : price < other
    }
}
