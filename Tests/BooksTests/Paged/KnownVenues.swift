import Books

/// The books of several venues as dictionaries with what is known of them: the twin of the consumer book's measures.
struct KnownVenues {
    struct Venue {
        var bids = PricedLevels(side: .bid)
        var asks = PricedLevels(side: .ask)
        var bidsKnown: Price?
        var asksKnown: Price?
        var depth: Int?
        var isLive = false
    }

    struct Level: Equatable {
        let price: Price
        var parts: [Int64]
        var total: Int64 { Int64(clamping: parts.reduce(Int128(0)) { $0 + Int128($1) }) }
    }

    var venues: [Venue]

    mutating func apply(_ update: BookUpdate, _ levels: [PriceLevel]) {
        var venue = venues[update.venue.slot]
        if update.kind == .snapshot {
            let isLive = venue.isLive
            venue = Venue()
            venue.isLive = isLive
            venue.depth = update.depth
        }
        for index in update.bids { _ = venue.bids.set(levels[index]) }
        for index in update.asks { _ = venue.asks.set(levels[index]) }
        if let depth = update.depth {
            _ = venue.bids.truncate(to: depth)
            _ = venue.asks.truncate(to: depth)
        }
        if let limit = update.snapshotLimit {
            if venue.bids.levels.count >= limit { venue.bidsKnown = venue.bids.levels.last?.price }
            if venue.asks.levels.count >= limit { venue.asksKnown = venue.asks.levels.last?.price }
        }
        venues[update.venue.slot] = venue
    }

    /// The last price that all live venues know; nil where they know everything.
    func known(_ side: Side) -> Price? {
        let ends = venues.filter(\.isLive).flatMap { venue -> [Price] in
            let levels = side == .bid ? venue.bids.levels : venue.asks.levels
            let cut = venue.depth.flatMap { levels.count >= $0 ? levels.last?.price : nil }
            return [cut, side == .bid ? venue.bidsKnown : venue.asksKnown].compactMap(\.self)
        }
        return side == .bid ? ends.max() : ends.min()
    }

    /// The merged levels as far as they are known, best first.
    func levels(_ side: Side) -> [Level] {
        var prices: Set<Price> = []
        for venue in venues where venue.isLive {
            prices.formUnion((side == .bid ? venue.bids : venue.asks).levels.map(\.price))
        }
        let known = known(side)
        return prices.sorted { side == .bid ? $0 > $1 : $0 < $1 }
            .filter { price in known.map { side == .bid ? price >= $0 : price <= $0 } ?? true }
            .map { price in
                let parts = venues.map { venue in
                    venue.isLive ? (side == .bid ? venue.bids : venue.asks).quantities[price.units] ?? 0 : 0
                }
                return Level(price: price, parts: parts)
            }
    }
}

/// Division rounded down or up, by another way than the product's: from the remainder that is never negative.
func plainQuotient(_ dividend: Int128, _ divisor: Int128, _ rounding: Rounding) -> Int128 {
    let remainder = ((dividend % divisor) + divisor) % divisor
    let down = (dividend - remainder) / divisor
    return rounding == .up && remainder != 0 ? down + 1 : down
}
