import Books

/// All venues' levels in dictionaries by price, added up anew for each question: the twin of the consumer book.
struct PlainConsumerBook {
    /// One venue: its sides by price.
    struct Venue {
        var bids: [Price: Quantity] = [:]
        var asks: [Price: Quantity] = [:]
        var isLive = false
    }

    /// A merged level with its slices by slot.
    struct Level: Equatable {
        let price: Price
        var total: Quantity
        var parts: [Quantity]
    }

    var venues: [Venue]

    /// The merged side, best first.
    func levels(_ side: Side) -> [Level] {
        var merged: [Price: Level] = [:]
        for (slot, venue) in venues.enumerated() where venue.isLive {
            for (price, quantity) in side == .bid ? venue.bids : venue.asks {
                let none = Array(repeating: Quantity.zero, count: venues.count)
                var level = merged[price] ?? Level(price: price, total: .zero, parts: none)
                level.parts[slot] = quantity
                merged[price] = level
            }
        }
        for price in merged.keys {
            let sum = merged[price]?.parts.reduce(Int128(0)) { $0 + Int128($1.units) } ?? 0
            merged[price]?.total = Quantity(units: Int64(clamping: sum))
        }
        return merged.values.sorted { side == .bid ? $0.price > $1.price : $0.price < $1.price }
    }
}
