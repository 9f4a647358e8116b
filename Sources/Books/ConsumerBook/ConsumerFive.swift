/// The five best levels of one side of the consumer book, best first, stored in place.
public struct ConsumerFive: Sendable {
    /// How many levels it can hold.
    public static let limit = 5

    /// How many levels there are.
    public private(set) var count = 0

    private var levels: [5 of ConsumerLevel]

    /// No level.
    public init() {
        levels = InlineArray(repeating: ConsumerLevel(price: Price(units: 0)))
    }

    /// The level at `depth` from the best, which is 0; price and quantities zero where there is none.
    @inline(__always)
    public subscript(depth: Int) -> ConsumerLevel { levels[depth] }

    /// The best level, if there is any.
    public var first: ConsumerLevel? { count > 0 ? levels[0] : nil }

    /// Forgets all levels.
    mutating func removeAll() {
        count = 0
    }

    /// Merges a venue's five best levels in, from the worst place up, so that nothing has to be put aside.
    mutating func merge(_ top: TopFive, at venue: VenueID, on side: Side) {
        guard count > 0 else {
            for depth in 0..<top.count { levels[depth] = ConsumerLevel(top[depth], at: venue) }
            count = top.count
            return
        }
        // First find how many levels of each stand among the five best together.
        var own = 0
        var other = 0
        var place = 0
        while place < Self.limit, own < count || other < top.count {
            let isOwn = own < count
            let isOther = other < top.count
            if isOwn, isOther {
                let ownPrice = levels[own].price
                let price = top[other].price
                if ownPrice == price {
                    own &+= 1
                    other &+= 1
                } else if Self.isBetter(ownPrice, than: price, side) {
                    own &+= 1
                } else {
                    other &+= 1
                }
            } else if isOwn {
                own &+= 1
            } else {
                other &+= 1
            }
            place &+= 1
        }
        count = place
        // Then move them to their places; a place is never before the level that moves to it.
        while place > 0, other > 0 {
            place &-= 1
            let theirs = top[other &- 1]
            if own > 0, levels[own &- 1].price == theirs.price {
                if own &- 1 != place { levels[place] = levels[own &- 1] }
                levels[place].add(theirs.quantity, at: venue)
                own &-= 1
                other &-= 1
            } else if own > 0, Self.isBetter(theirs.price, than: levels[own &- 1].price, side) {
                if own &- 1 != place { levels[place] = levels[own &- 1] }
                own &-= 1
            } else {
                levels[place] = ConsumerLevel(theirs, at: venue)
                other &-= 1
            }
        }
    }

    @inline(__always)
    private static func isBetter(_ price: Price, than other: Price, _ side: Side) -> Bool {
        side == .bid ? price > other : price < other
    }

    /// Leaves out what lies beyond what is known.
    mutating func cut(to known: KnownDepth, on side: Side) {
        while count > 0, !known.covers(levels[count &- 1].price, on: side) { count &-= 1 }
    }
}
