internal import Books

/// Finds the split that places the most and, of those, costs the least; exact.
///
/// Two rules make it more than "cheapest first". A venue takes no order below its smallest value: each venue is either
/// left out or used from its minimum on, tried both ways where the free optimum falls in between. And venues count in
/// different lots: lots form a chain in which each divides the next, the cost of each group of equal lots is convex, so
/// the sum is convex in the coarsest group's count, and halving finds its lowest point.
struct RouteSolver {
    /// What was found: how many lots of each venue, by slot.
    struct Solution {
        var counts: [Int64]
        var allocated: Int64
        var cost: Int128

        /// Whether it places more, or the same for less.
        func isBetter(than other: Solution) -> Bool {
            allocated == other.allocated ? cost < other.cost : allocated > other.allocated
        }
    }

    private enum Use {
        case undecided
        case leftOut
        case fromMinimum
    }

    private let curves: [VenueCurve]
    private let quantity: Int64
    private var best: Solution

    /// A solver for `quantity` over venues whose lots form a chain.
    init(_ curves: [VenueCurve], quantity: Int64) {
        self.curves = curves.filter { $0.count >= $0.minimum }
        self.quantity = quantity
        best = Solution(counts: Array(repeating: 0, count: VenueID.limit), allocated: 0, cost: 0)
    }

    /// The best split.
    mutating func solve() -> Solution {
        search(Array(repeating: .undecided, count: curves.count))
        return best
    }

    // MARK: - Parts

    private mutating func search(_ uses: [Use]) {
        guard let relaxed = relaxed(uses), relaxed.isBetter(than: best) else { return }
        let short = curves.indices.first { index in
            let count = relaxed.counts[curves[index].venue.slot]
            return count > 0 && count < curves[index].minimum
        }
        guard let short else {
            best = relaxed
            return
        }
        var uses = uses
        uses[short] = .fromMinimum
        search(uses)
        uses[short] = .leftOut
        search(uses)
    }

    /// The best split if venues not decided about had no minimum; nil where the minimums of the others are too much.
    private func relaxed(_ uses: [Use]) -> Solution? {
        var groups: [LotGroup] = []
        for (curve, use) in zip(curves, uses) where use != .leftOut {
            let least = use == .fromMinimum ? curve.minimum : 0
            if let index = groups.firstIndex(where: { $0.lot == curve.lot }) {
                groups[index].add(curve, least: least)
            } else {
                var group = LotGroup(lot: curve.lot)
                group.add(curve, least: least)
                groups.append(group)
            }
        }
        groups.sort { $0.lot > $1.lot }
        for index in groups.indices { groups[index].sort() }
        var needed: Int64 = 0
        for group in groups {
            let part = group.least.multipliedReportingOverflow(by: group.lot)
            guard !part.overflow, part.partialValue <= quantity - needed else { return nil }
            needed += part.partialValue
        }
        let split = split(groups[...], budget: quantity, needed: needed)
        var solution = Solution(
            counts: Array(repeating: 0, count: VenueID.limit),
            allocated: split.allocated,
            cost: split.cost
        )
        for (group, lots) in zip(groups, split.lots) { group.split(lots, into: &solution.counts) }
        return solution
    }

    private struct Split {
        var lots: [Int64]
        var allocated: Int64
        var cost: Int128

        func isBetter(than other: Split) -> Bool {
            allocated == other.allocated ? cost < other.cost : allocated > other.allocated
        }
    }

    /// The best split of `budget` over groups from coarse to fine, which need at least `needed` of it.
    private func split(_ groups: ArraySlice<LotGroup>, budget: Int64, needed: Int64) -> Split {
        guard let group = groups.first else { return Split(lots: [], allocated: 0, cost: 0) }
        let rest = groups.dropFirst()
        let neededByRest = needed - group.least * group.lot
        func taking(_ lots: Int64) -> Split {
            let quantity = lots * group.lot
            let others = split(rest, budget: budget - quantity, needed: neededByRest)
            return Split(
                lots: [lots] + others.lots,
                allocated: quantity + others.allocated,
                cost: group.cost(of: lots) + others.cost
            )
        }
        var low = group.least
        var high = min(group.most, (budget - neededByRest) / group.lot)
        // The finest group takes all it can: nobody else could.
        if rest.isEmpty { return taking(high) }
        while low < high {
            let middle = low + (high - low) / 2
            if taking(middle + 1).isBetter(than: taking(middle)) { low = middle + 1 } else { high = middle }
        }
        return taking(low)
    }
}
