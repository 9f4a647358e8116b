internal import Books

/// What can be taken at one venue, in lots, cheapest first.
///
/// A lot may lie across several levels; its cost is their sum. Costs never fall along the runs, which is all that the
/// solver needs.
struct VenueCurve {
    let venue: VenueID
    let terms: VenueTerms
    let side: OrderSide
    /// The step in which the solver counts: a multiple of the venue's own lot.
    let lot: Int64
    /// What can be taken of which level, best first.
    private(set) var levels: [PriceLevel] = []
    /// The same in lots.
    private(set) var runs: [LotRun] = []
    /// How many lots there are.
    private(set) var count: Int64 = 0
    /// From how many lots on the venue's smallest value is always reached.
    private(set) var minimum: Int64 = 1

    /// Reads what the request can use of a venue's book.
    init(
        _ request: RouteRequest,
        _ venue: VenueID,
        _ terms: VenueTerms,
        lot: Int64,
        consumer: ConsumerBook,
        claims: LiquidityClaims
    ) {
        self.venue = venue
        self.terms = terms
        self.lot = lot
        side = request.side
        let wanted = min(request.quantity.units, terms.most.units)
        guard lot > 0, wanted >= lot else { return }
        read(request, wanted, consumer.book(of: venue), claims)
        cut()
        findMinimum()
    }

    /// What `lots` lots are, level by level.
    func levels(of lots: Int64) -> [PriceLevel] {
        var left = lots * lot
        var taken: [PriceLevel] = []
        for level in levels {
            guard left > 0 else { break }
            let part = min(left, level.quantity.units)
            taken.append(PriceLevel(price: level.price, quantity: Quantity(units: part)))
            left -= part
        }
        return taken
    }

    // MARK: - Parts

    private mutating func read(
        _ request: RouteRequest,
        _ wanted: Int64,
        _ book: OrderBook,
        _ claims: LiquidityClaims
    ) {
        let from = side.takes
        let known = book.known(from)
        let tick = max(1, terms.listing.tick.units)
        var left = wanted
        var usable: [PriceLevel] = []
        (from == .ask ? book.asks : book.bids).forEachLevel { level in
            guard known.covers(level.price, on: from), request.allows(level.price, terms.fee) else { return false }
            let taken = min(left, terms.counted(claims.free(level, venue, from)))
            // A price off the venue's tick cannot be an order's limit, and one that is absurd cannot be added up.
            guard taken > 0, level.price.units % tick == 0, request.canCount(level.price, terms.fee) else {
                return true
            }
            usable.append(PriceLevel(price: level.price, quantity: Quantity(units: taken)))
            left -= taken
            return left > 0
        }
        levels = usable
    }

    /// Cuts the levels into lots; what is left of the last one is left over.
    private mutating func cut() {
        var begun = (quantity: Int64(0), cost: Int128(0))
        for level in levels {
            let price = AllInPrice(level.price, side, fee: terms.fee)
            let cost = side == .buy ? price.units : -price.units
            var left = level.quantity.units
            if begun.quantity > 0 {
                let taken = min(lot - begun.quantity, left)
                begun = (begun.quantity + taken, begun.cost + cost * Int128(taken))
                left -= taken
                guard begun.quantity == lot else { continue }
                append(1, costing: begun.cost, worst: level.price)
            }
            if left >= lot { append(left / lot, costing: cost * Int128(lot), worst: level.price) }
            begun = (left % lot, cost * Int128(left % lot))
        }
    }

    private mutating func append(_ lots: Int64, costing cost: Int128, worst: Price) {
        runs.append(LotRun(venue: venue, cost: cost, count: lots, worst: worst))
        count += lots
    }

    /// Finds from how many lots on the quantity, and limit times quantity, are always enough for the venue.
    private mutating func findMinimum() {
        var before: Int64 = 0
        for run in runs {
            let value = Int128(run.worst.units) * Int128(lot)
            let needed = Rounding.up.quotient(terms.listing.minimumNotional.units, value) ?? .max
            if needed > before + run.count {
                minimum = before + run.count + 1
            } else if needed > before + 1 {
                minimum = needed
            }
            before += run.count
        }
        let least = Rounding.up.quotient(Int128(terms.listing.minimumQuantity.units), Int128(lot)) ?? .max
        minimum = max(minimum, least)
    }
}

extension RouteRequest {
    /// Whether a price of a venue with this fee is good enough.
    fileprivate func allows(_ price: Price, _ fee: FeeRate) -> Bool {
        guard side == .buy ? price <= limit : price >= limit else { return false }
        guard let allInLimit else { return true }
        return !allInLimit.isBetter(than: AllInPrice(price, side, fee: fee), side)
    }

    /// Whether all that is wanted can be added up at this price, at all venues together.
    fileprivate func canCount(_ price: Price, _ fee: FeeRate) -> Bool {
        let most = AllInPrice(price, side, fee: fee).units.multipliedReportingOverflow(by: Int128(quantity.units))
        return !most.overflow && most.partialValue < Int128.max / Int128(2 * VenueID.limit)
    }
}
