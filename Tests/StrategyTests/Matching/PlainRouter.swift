import Books
import Strategy

/// The best split found by trying every one: for small cases only.
///
/// Written from the rules and not from the router: lots, smallest value at the child's limit, the client's limit with
/// fees, most first and then cheapest.
struct PlainRouter {
    struct Venue {
        let fee: Int64
        let tick: Int64
        let lot: Int64
        let minimum: Int64
        var leastQuantity: Int64 = 0
        /// As (price, quantity), best first, already less what is not counted on.
        let levels: [(Int64, Int64)]
    }

    let side: OrderSide
    let quantity: Int64
    let limit: Int64
    let allInLimit: Int64?

    /// The most that can be placed and what that costs at least, or brings at most, fees included.
    func best(_ venues: [Venue]) -> (allocated: Int64, cost: Int128) {
        var best = (allocated: Int64(0), cost: Int128(0))
        attempt(venues[...], left: quantity, allocated: 0, cost: 0, &best)
        return best
    }

    private func attempt(
        _ venues: ArraySlice<Venue>,
        left: Int64,
        allocated: Int64,
        cost: Int128,
        _ best: inout (allocated: Int64, cost: Int128)
    ) {
        guard let venue = venues.first else {
            let isCheaper = side == .buy ? cost < best.cost : cost > best.cost
            if allocated > best.allocated || (allocated == best.allocated && isCheaper) { best = (allocated, cost) }
            return
        }
        for amount in stride(from: Int64(0), through: left, by: Int64.Stride(venue.lot)) {
            guard let price = price(of: amount, venue) else { break }
            if amount > 0, Int128(price.worst) * Int128(amount) < Int128(venue.minimum) { continue }
            if amount > 0, amount < venue.leastQuantity { continue }
            attempt(
                venues.dropFirst(),
                left: left - amount,
                allocated: allocated + amount,
                cost: cost + price.cost,
                &best
            )
        }
    }

    /// What `amount` costs at a venue, and the worst price; nil if there is not so much within the limits.
    private func price(of amount: Int64, _ venue: Venue) -> (cost: Int128, worst: Int64)? {
        let factor = Int128(side == .buy ? 100_000_000 + venue.fee : 100_000_000 - venue.fee)
        var (left, cost, worst) = (amount, Int128(0), Int64(0))
        for (price, quantity) in venue.levels where left > 0 {
            let allIn = Int128(price) * factor
            let isInside = side == .buy ? price <= limit : price >= limit
            let isGood =
                allInLimit.map { side == .buy ? allIn <= Int128($0) * 100_000_000 : allIn >= Int128($0) * 100_000_000 }
                ?? true
            guard isInside, isGood, price % venue.tick == 0 else { continue }
            let taken = min(left, quantity)
            cost += allIn * Int128(taken)
            worst = price
            left -= taken
        }
        return left == 0 ? (cost, worst) : nil
    }
}
