import Books
import Foundation
import TestKit
import Testing

/// Exchanges, network, feeds and trader in virtual time, under seeded schedules of faults.
@Suite("Feeds under faults, machine against machine")
struct FaultScheduleTests {
    /// How many seeds are played: few enough for every build, unless the environment names another number.
    private static let seeds: UInt64 = ProcessInfo.processInfo.environment["SEEDS"].flatMap { UInt64($0) } ?? 40
    /// The first of them: one that failed is played again alone with `FIRST_SEED=N SEEDS=1`.
    private static let first: UInt64 = ProcessInfo.processInfo.environment["FIRST_SEED"].flatMap { UInt64($0) } ?? 1

    @Test("No incorrect and no old book is ever live, the limits are kept, and every feed heals within its bound")
    func schedules() throws {
        var totals = Totals()
        for seed in Self.first..<(Self.first + Self.seeds) {
            let findings = try Schedule.play(seed)
            for violation in findings.violations { Issue.record("\(violation)") }
            #expect(findings.healing != nil, "seed \(seed) does not heal: \(findings.state)")
            // 300 attempts in five minutes at Binance; a run lasts less than two.
            #expect(findings.attempts.count < 60, "seed \(seed) tried to connect \(findings.attempts.count) times")
            totals.add(findings)
        }
        #expect(totals.compared > Self.seeds * 50)
        if Self.seeds > 1_000 { print(totals.sentence(seeds: Self.seeds)) }
    }

    @Test("The same seed leads to the same run")
    func determinism() throws {
        for seed in UInt64(1)...8 {
            #expect(try Schedule.play(seed) == Schedule.play(seed), "seed \(seed)")
        }
    }
}

/// Sums over all seeds.
private struct Totals {
    var compared: UInt64 = 0
    private var faults = 0
    private var recoveries = 0
    private var rejections = 0
    private var liveTicks = 0
    private var otherTicks = 0
    private var healing: [TimeSpan] = []

    mutating func add(_ findings: Findings) {
        compared += UInt64(findings.compared)
        faults += findings.faults
        recoveries += findings.recoveries
        rejections += findings.rejections
        liveTicks += findings.liveTicks
        otherTicks += findings.otherTicks
        if let span = findings.healing { healing.append(span) }
    }

    func sentence(seeds: UInt64) -> String {
        let sorted = healing.sorted()
        let quantile = { (percent: Int) in sorted.isEmpty ? 0 : sorted[(sorted.count - 1) * percent / 100].milliseconds
        }
        return
            "\(seeds) schedules: \(faults) damaged messages, \(compared) live books compared, \(recoveries) times live,"
            + " \(rejections) books rejected by the trader, live \(liveTicks * 100 / max(1, liveTicks + otherTicks)) % of"
            + " the time under faults; live after the last fault: median \(quantile(50)) ms, 95 % \(quantile(95)) ms,"
            + " all \(quantile(100)) ms"
    }
}
