import Books

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
        \(runs) runs, \(span.milliseconds / 60_000) simulated minutes of faults, \(steps) steps: \(counts.decided) orders \
        decided, \(counts.sent) sent, \(counts.accepted) accepted, \(counts.fills) trades, \(counts.unknown) times in \
        doubt, \(counts.neverPlaced) proved absent, \(counts.rejected) refused, \(counts.lateFills) late fills, \
        \(counts.orphans) orphans, \(counts.starts) starts, \(counts.kills) kills, \
        \(counts.reducing) orders while reducing, \
        \(counts.limits) limits changed
        \(coverage.table)
        """
    }
}

extension OrderJudge.Counts {
    mutating func add(_ other: OrderJudge.Counts) {
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
    }
}
