import Books
import Foundation
import Testing

/// The whole client against two exchanges, in virtual time, under seeded swarms of faults.
@Suite("The whole client under one seed")
struct WholeClientTests {
    private static let environment = ProcessInfo.processInfo.environment
    /// How many seeds are played: few enough for every build, unless the environment names another number.
    private static let seeds: UInt64 = environment["SEEDS"].flatMap { UInt64($0) } ?? 16
    /// The first of them: one that failed is played again alone with `FIRST_SEED=N SEEDS=1`.
    private static let first: UInt64 = environment["FIRST_SEED"].flatMap { UInt64($0) } ?? 1

    /// After how many failures no further seed is played.
    private static let failures = environment["FAILURES"].flatMap { Int($0) } ?? 1

    @Test("No order is lost, doubled or hidden; the ledgers are equal; a key opens and a key ends it")
    func swarm() throws {
        var totals = WholeTotals()
        var progress = Progress(total: Self.seeds)
        var failed: [UInt64] = []
        for seed in Self.first..<(Self.first + Self.seeds) {
            let run = try WholeRun(seed: seed)
            totals.add(run)
            if Self.environment["VERBOSE"] != nil {
                print("seed \(seed): \(run.steps) steps, \(run.counts.sent) sent, hash \(run.hash)")
            }
            if Self.seeds > 100 {
                let done = seed - Self.first + 1
                progress.tell(done, orders: totals.counts.sent, failures: failed.count + (run.hasFailed ? 1 : 0))
            }
            guard run.hasFailed else { continue }
            failed.append(seed)
            Issue.record("\(run.report)")
            if Self.environment["SHRINK"] != "0" {
                let small = try run.shrunk()
                Issue.record("the least that fails: \(small.span.milliseconds) ms of \(small.plan)\n\(small.report)")
            }
            if failed.count >= Self.failures { break }
        }
        #expect(totals.counts.sent > 0)
        guard Self.seeds > 100 || Self.environment["VERBOSE"] != nil else { return }
        print(totals.sentence)
        if !failed.isEmpty { print("failed: \(failed)") }
    }

    @Test("The same seed leads to the same run")
    func determinism() throws {
        for seed in UInt64(1)...2 {
            let first = try WholeRun(seed: seed)
            let second = try WholeRun(seed: seed)
            #expect(first.hash == second.hash, "seed \(seed)")
            #expect(first.counts == second.counts, "seed \(seed)")
        }
    }
}
