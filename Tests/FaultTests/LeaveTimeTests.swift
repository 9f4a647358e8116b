import Books
import Foundation
import Simulator
import Synchronization
import TestKit
import Testing
import Threads

/// How long a book that can no longer be right goes on counting: from what happens at the exchange, or in the path before
/// it, to the step in which the trader takes the venue out of the consumer book.
///
/// The figure is the median of some rounds. A machine whose threads run late adds to it, so what it adds to a thread that
/// merely sleeps is measured meanwhile: four threads hand over to each other here, and each may be as late as that one.
@Suite("A book that can no longer be right leaves within a tenth of a second", .serialized)
struct LeaveTimeTests {
    /// One way for a book to become wrong.
    struct Row: Sendable, CustomTestStringConvertible {
        let slot: Int
        /// The fault at the exchange; nil for a reset in the path.
        let fault: String?
        /// How long the venue itself takes until the message that shows it: the next change of the market.
        var until = TimeSpan.zero
        /// How often it may happen to one connection before the venue is distrusted.
        var rounds = 3
        var benches = 1

        var testDescription: String { "\(slot == 0 ? "binance" : "kraken") \(fault ?? "reset in the path")" }
    }

    /// What one round has shown.
    private struct Round: Sendable {
        /// How long the book still counted.
        let time: TimeSpan
        /// How late a thread that merely slept was meanwhile.
        let lateness: TimeSpan
    }

    static let bound = TimeSpan.milliseconds(100)

    static let rows =
        [0, 1].flatMap { slot in
            [
                Row(slot: slot, fault: "close code=1001"), Row(slot: slot, fault: "reset"), Row(slot: slot, fault: nil),
                Row(slot: slot, fault: "gap", until: .milliseconds(100), rounds: 2, benches: 2),
            ]
        } + [Row(slot: 1, fault: "checksum", rounds: 2, benches: 2)]

    @Test("From the event to the step in which the venue is out: at most 100 ms", arguments: rows)
    func leaves(row: Row) async throws {
        let rounds = Mutex<[Round]>([])
        for bench in 0..<row.benches {
            let delay = 2 + 3 * bench
            try await FaultBench.run(FaultBench.Plan(usesProxies: row.fault == nil)) { bench in
                let measured = try await Self.measure(row, after: delay, bench)
                rounds.withLock { $0 += measured }
            }
        }
        let (times, lateness) = rounds.withLock { rounds in
            (rounds.map(\.time), rounds.map(\.lateness).max() ?? .zero)
        }
        let sorted = times.sorted()
        try #require(sorted.count >= row.rounds)
        let median = sorted[sorted.count / 2]
        let limit = TimeSpan(nanoseconds: Self.bound.nanoseconds + row.until.nanoseconds + 4 * lateness.nanoseconds)
        #expect(
            median <= limit,
            "\(sorted.map(\.milliseconds)) ms; a sleeping thread was \(lateness.milliseconds) ms late"
        )
        // What the page states of this test: it is printed only where somebody asks for it.
        guard ProcessInfo.processInfo.environment["FIGURES"] != nil else { return }
        let least = sorted[0].nanoseconds / 1_000
        let most = sorted[sorted.count - 1].nanoseconds / 1_000
        print("\(row.testDescription): \(median.nanoseconds / 1_000) us, \(least) to \(most), of \(sorted.count)")
    }

    /// Rounds against one bench, each after so many changes of the market: no two benches are hit by the same change.
    private static func measure(_ row: Row, after changes: Int, _ bench: FaultBench) async throws -> [Round] {
        var rounds: [Round] = []
        try await bench.bothLive()
        for _ in 0..<row.rounds {
            let start = bench.judge.entries(of: row.slot).count
            let seen = bench.judge.checks(of: row.slot)
            try await bench.eventually("it is followed") { bench.judge.checks(of: row.slot) > seen + changes }
            let watch = try begin(row, bench)
            let left = try await bench.entry(of: row.slot, from: start, "it leaves", within: .seconds(5)) {
                !$0.state.isLive
            }
            // The book may be gone before the exchange has said what it did.
            try await bench.eventually("the exchange says so") { watch.seenBefore != nil }
            watch.stop()
            if row.fault == nil { bench.proxies[row.slot].treatment = .plain }
            guard let left else { continue }
            let begun = try #require(watch.seenBefore)
            rounds.append(Round(time: left.entry.time - begun, lateness: watch.lateness))
            _ = try await bench.entry(of: row.slot, from: left.index, "it returns", within: .seconds(10)) {
                $0.state.isLive
            }
        }
        return rounds
    }

    /// Lets it happen; what is watched for is the exchange's word that it has happened.
    private static func begin(_ row: Row, _ bench: FaultBench) throws -> FaultWatch {
        guard let fault = row.fault else {
            let watch = FaultWatch { true }
            bench.proxies[row.slot].treatment = .reset
            return watch
        }
        let exchange = bench.exchanges[row.slot]
        let order = try FaultText.order(fault.split(separator: " "), at: exchange.venue)
        let before = exchange.faultReport.count(of: order.fault.kind)
        let watch = FaultWatch { exchange.faultReport.count(of: order.fault.kind) > before }
        exchange.begin(order)
        return watch
    }
}
