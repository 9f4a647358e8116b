internal import Books

/// What stands in the books and is not free to be matched: our own orders, and what is on its way to be taken.
///
/// One match at a time per liquidity. A claim outlives the end of its child by a moment, because the book's update that
/// shows what was taken comes later than the answer that says so.
public struct LiquidityClaims: Sendable {
    private struct Claim: Sendable {
        let order: ClientOrderID
        let venue: VenueID
        let side: Side
        let level: PriceLevel
        var endsAt: MonotonicTime?
    }

    private var claims: [Claim] = []

    /// No claims.
    public init() {}

    /// Whether nothing is claimed.
    public var isEmpty: Bool { claims.isEmpty }

    /// Claims `levels` of a side of a venue's book for an order.
    mutating func claim(_ levels: [PriceLevel], for request: OrderRequest) {
        for level in levels {
            claims.append(
                Claim(order: request.id, venue: request.venue, side: request.side.takes, level: level, endsAt: nil)
            )
        }
    }

    /// Lets an order's claims end at `time`.
    mutating func release(_ order: ClientOrderID, at time: MonotonicTime) {
        for index in claims.indices where claims[index].order == order && claims[index].endsAt == nil {
            claims[index].endsAt = time
        }
    }

    /// Forgets the claims that have ended by `now`.
    mutating func drop(endedBy now: MonotonicTime) {
        claims.removeAll { $0.endsAt.map { $0 <= now } ?? false }
    }

    /// How much of `level` on a side of a venue's book is free.
    func free(_ level: PriceLevel, _ venue: VenueID, _ side: Side) -> Int64 {
        var free = level.quantity.units
        for claim in claims where claim.level.price == level.price && claim.venue == venue && claim.side == side {
            free -= min(free, claim.level.quantity.units)
        }
        return free
    }
}
