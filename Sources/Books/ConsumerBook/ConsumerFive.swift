/// The five best levels of one side of the consumer book, best first, stored in place.
///
/// Held by columns: a level costs a price and one quantity for each venue there is, not for each there might be.
public struct ConsumerFive: Sendable {
    /// How many levels it can hold.
    public static let limit = 5

    /// How many levels there are.
    public private(set) var count = 0

    private var venueCount = 0
    private var prices: [5 of Int64] = InlineArray(repeating: 0)
    /// Five quantities a venue slot.
    private var parts: [40 of Int64] = InlineArray(repeating: 0)

    /// No level.
    public init() {}

    /// The level at `depth` from the best, which is 0; price and quantities zero where there is none.
    public subscript(depth: Int) -> ConsumerLevel {
        guard depth < count else { return ConsumerLevel(price: Price(units: 0)) }
        var level = ConsumerLevel(price: Price(units: prices[depth]))
        for slot in 0..<venueCount {
            level.add(Quantity(units: parts[slot &* Self.limit &+ depth]), at: VenueID(slot: slot))
        }
        return level
    }

    /// The best level, if there is any.
    public var first: ConsumerLevel? { count > 0 ? self[0] : nil }

    /// Becomes the merged five best levels of the venues that are live, from each venue's own five best.
    ///
    /// A merged level among the best five is always among its venue's own best five, so those are all it takes.
    mutating func merge(_ books: Span<VenueBook>, live: Span<Bool>, on side: Side) {
        // Keys rise towards the best on both sides; the least one stands for a venue that has no more levels.
        let turn: Int64 = side == .bid ? 0 : -1
        var heads: [8 of Int64] = InlineArray(repeating: .min)
        var depths: [8 of Int] = InlineArray(repeating: 0)
        venueCount = books.count
        for slot in books.indices where live[slot] { heads[slot] = books[slot].key(at: 0, side, turn) }
        count = 0
        while count < Self.limit {
            var best = heads[0]
            for slot in 1..<max(1, venueCount) { best = max(best, heads[slot]) }
            guard best > .min else { return }
            for slot in 0..<venueCount {
                let place = slot &* Self.limit &+ count
                guard heads[slot] == best else {
                    parts[place] = 0
                    continue
                }
                let depth = depths[slot]
                parts[place] = books[slot].level(depth, side).quantity.units
                depths[slot] = depth &+ 1
                heads[slot] = books[slot].key(at: depth &+ 1, side, turn)
            }
            prices[count] = (best ^ turn) &- turn
            count &+= 1
        }
    }

    /// Leaves out what lies beyond what is known.
    mutating func cut(to known: KnownDepth, on side: Side) {
        while count > 0, !known.covers(Price(units: prices[count &- 1]), on: side) { count &-= 1 }
    }
}

extension VenueBook {
    /// The price at `depth` as a key that rises towards the best; the least key where there is no level.
    ///
    /// `turn` is 0 for bids and -1 for asks, whose prices it turns around.
    @inline(__always)
    fileprivate func key(at depth: Int, _ side: Side, _ turn: Int64) -> Int64 {
        depth < self.depth(side) ? (level(depth, side).price.units ^ turn) &- turn : .min
    }
}
