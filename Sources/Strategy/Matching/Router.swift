public import Books

/// Splits an order over the venues where the liquidity stands: the most that can be placed, at the lowest cost, fees
/// included.
///
/// One immediate limit order a venue, at the worst price used there. Lots, ticks and smallest values are kept by placing
/// the quantity elsewhere, not by dropping it. Exact in integers; ``RouteSolver`` says how.
public struct Router: Sendable {
    /// The terms of each venue by slot; nil for a venue that must not be used now.
    public var terms: [VenueTerms?]

    /// A router over venues on these terms.
    public init(terms: [VenueTerms?]) {
        self.terms = terms
    }

    /// The best split of a request over the live books, without what is claimed.
    public func route(_ request: RouteRequest, over consumer: ConsumerBook, claims: LiquidityClaims) -> Route {
        let lots = chainedLots(consumer)
        var curves: [VenueCurve] = []
        for (slot, lot) in lots.enumerated() {
            guard let lot, let terms = terms[slot] else { continue }
            let venue = VenueID(slot: slot)
            curves.append(VenueCurve(request, venue, terms, lot: lot, consumer: consumer, claims: claims))
        }
        var solver = RouteSolver(curves, quantity: request.quantity.units)
        let solution = solver.solve()
        var children: [Route.Child] = []
        for curve in curves {
            let count = solution.counts[curve.venue.slot]
            let levels = curve.levels(of: count)
            guard let worst = levels.last else { continue }
            children.append(
                Route.Child(
                    venue: curve.venue,
                    quantity: Quantity(units: count * curve.lot),
                    limit: worst.price,
                    levels: levels,
                    allInCost: levels.reduce(0) { sum, level in
                        sum + AllInPrice(level.price, request.side, fee: curve.terms.fee).units
                            * Int128(level.quantity.units)
                    }
                )
            )
        }
        return Route(
            children: children,
            unallocated: Quantity(units: request.quantity.units - solution.allocated)
        )
    }

    /// The lot in which to count at each venue: its own, or the least common multiple with all finer ones.
    ///
    /// Real lots are powers of ten, of which each divides the next; others are made to.
    private func chainedLots(_ consumer: ConsumerBook) -> [Int64?] {
        var lots: [Int64?] = Array(repeating: nil, count: terms.count)
        var usable: [(lot: Int64, slot: Int)] = []
        for (slot, terms) in terms.enumerated() {
            guard let terms, consumer.isLive(VenueID(slot: slot)) else { continue }
            usable.append((max(1, terms.listing.lot.units), slot))
        }
        usable.sort { $0.lot == $1.lot ? $0.slot < $1.slot : $0.lot < $1.lot }
        var last: Int64 = 1
        for (lot, slot) in usable {
            var (left, right) = (lot, last)
            while right > 0 { (left, right) = (right, left % right) }
            let multiple = (last / left).multipliedReportingOverflow(by: lot)
            guard !multiple.overflow else { continue }
            last = multiple.partialValue
            lots[slot] = last
        }
        return lots
    }
}
