internal import Books

/// The venues that count in the same lot, as one: their runs merged, cheapest first.
///
/// What k lots cost is convex in k, so that taking the cheapest first is best, and so that the best k among several
/// groups can be found by halving.
struct LotGroup {
    let lot: Int64
    /// How many lots must be taken.
    private(set) var least: Int64 = 0
    /// How many can be taken.
    private(set) var most: Int64 = 0
    /// The runs that must be taken, then the others with the cheapest first.
    private var forced: [LotRun] = []
    private var free: [LotRun] = []
    private var forcedCost: Int128 = 0

    init(lot: Int64) {
        self.lot = lot
    }

    /// Adds a venue of which at least `least` lots must be taken.
    mutating func add(_ curve: VenueCurve, least: Int64) {
        var left = least
        for run in curve.runs {
            let taken = min(left, run.count)
            left -= taken
            if taken > 0 {
                forced.append(LotRun(venue: run.venue, cost: run.cost, count: taken, worst: run.worst))
                forcedCost += run.cost * Int128(taken)
            }
            if run.count > taken {
                free.append(LotRun(venue: run.venue, cost: run.cost, count: run.count - taken, worst: run.worst))
            }
        }
        self.least += least
        most += curve.count
    }

    /// Brings the runs into order: by cost, then by venue.
    mutating func sort() {
        free.sort { $0.cost == $1.cost ? $0.venue < $1.venue : $0.cost < $1.cost }
    }

    /// What `lots` lots cost at least.
    func cost(of lots: Int64) -> Int128 {
        var left = lots - least
        var cost = forcedCost
        for run in free {
            guard left > 0 else { break }
            let taken = min(left, run.count)
            cost += run.cost * Int128(taken)
            left -= taken
        }
        return cost
    }

    /// Adds to `counts`, by slot, how many lots of each venue the cheapest `lots` lots are.
    func split(_ lots: Int64, into counts: inout [Int64]) {
        for run in forced { counts[run.venue.slot] += run.count }
        var left = lots - least
        for run in free {
            guard left > 0 else { break }
            let taken = min(left, run.count)
            counts[run.venue.slot] += taken
            left -= taken
        }
    }
}
