import Books
import Strategy

/// Sums over all seeds.
struct WholeTotals {
    private(set) var counts = OrderJudge.Counts()
    private var runs = 0
    private var steps = 0
    private var span = TimeSpan.zero
    private var coverage = Coverage()

    mutating func add(_ run: WholeRun) {
        runs += 1
        steps += run.steps
        span = TimeSpan(nanoseconds: span.nanoseconds + run.span.nanoseconds)
        counts.add(run.counts)
        coverage.add(run.coverage)
    }

    /// What was run, and the table of faults and phases.
    var sentence: String {
        """
        \(runs) runs, \(span.milliseconds / 60_000) simulated minutes of faults, \(steps) steps: \(counts.matches) matches, \
        \(counts.decided) orders decided, \(counts.sent) sent, \(counts.accepted) accepted, \(counts.fills) trades, \(counts.unknown) times in \
        doubt, \(counts.neverPlaced) proved absent, \(counts.rejected) refused, \(counts.lateFills) late fills, \
        \(counts.orphans) orphans, \(counts.starts) starts, \(counts.kills) kills, \
        \(counts.reducing) orders while reducing, \(counts.limits) limits changed
        from a doubt to its end: Binance \(counts.doubtSpans[0].words); Kraken \(counts.doubtSpans[1].words)
        from a kill to both venues' word that nothing is open: \(counts.killSpans.words)
        how often a fault struck while an order was in a phase:
        \(coverage.table)
        \(coverage.least)
        how often an order went from a phase to another:
        \(edges)
        """
    }

    private var edges: String {
        let places = Dictionary(uniqueKeysWithValues: OrderPhase.allCases.enumerated().map { ($1, $0) })
        func place(_ edge: OrderJudge.Edge) -> (Int, Int) { (places[edge.before] ?? 0, places[edge.after] ?? 0) }
        return counts.edges.sorted { place($0.key) < place($1.key) }
            .map { "\($0.key.before) -> \($0.key.after) \($0.value)" }
            .joined(separator: ", ")
    }
}

extension OrderJudge.Counts {
    mutating func add(_ other: OrderJudge.Counts) {
        matches += other.matches
        decided += other.decided
        sent += other.sent
        accepted += other.accepted
        fills += other.fills
        unknown += other.unknown
        neverPlaced += other.neverPlaced
        rejected += other.rejected
        lateFills += other.lateFills
        orphans += other.orphans
        starts += other.starts
        kills += other.kills
        reducing += other.reducing
        limits += other.limits
        checks += other.checks
        for slot in doubtSpans.indices { doubtSpans[slot].add(other.doubtSpans[slot]) }
        killSpans.add(other.killSpans)
        edges.merge(other.edges, uniquingKeysWith: +)
    }
}
