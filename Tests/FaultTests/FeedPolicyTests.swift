import Books
import Simulator
import Testing
import Threads

/// What the feeds make of faults that come more than once, slowly, or announced.
@Suite("Feeds judge what venues do over time")
struct FeedPolicyTests {
    private static func order(_ text: String, _ bench: FaultBench, _ slot: Int) throws {
        let exchange = bench.exchanges[slot]
        exchange.begin(try FaultText.order(text.split(separator: " "), at: exchange.venue))
    }

    @Test(
        "Messages that come late make their venue lag although bytes flow, until they are in time",
        arguments: [0, 1]
    )
    func lag(slot: Int) async throws {
        try await FaultBench.run { bench in
            try await bench.bothLive()
            let start = bench.judge.entries(of: slot).count
            try Self.order("delay by=1200ms for=4s", bench, slot)
            let lags = try await bench.entry(of: slot, from: start, "it lags", within: .milliseconds(3_500)) {
                $0.state.word == "lagging"
            }
            _ = try await bench.entry(of: slot, from: lags?.index ?? start, "it is live", within: .seconds(8)) {
                $0.state.isLive
            }
        }
    }

    @Test("A book that is wrong three times in a minute is distrusted", arguments: [0, 1])
    func distrust(slot: Int) async throws {
        try await FaultBench.run { bench in
            try await bench.bothLive()
            var start = bench.judge.entries(of: slot).count
            for round in 1...3 {
                try Self.order("crossed", bench, slot)
                let wanted = round < 3 ? "resyncing" : "distrusted"
                let left = try await bench.entry(of: slot, from: start, "\(wanted), \(round)", within: .seconds(3)) {
                    $0.state.word == wanted
                }
                guard round < 3 else { return }
                let back = try await bench.entry(
                    of: slot,
                    from: left?.index ?? start,
                    "back, \(round)",
                    within: .seconds(5)
                ) {
                    $0.state.isLive
                }
                start = (back?.index ?? start) + 1
            }
        }
    }

    @Test("A connection that sends three unreadable messages in ten seconds is made anew", arguments: [0, 1])
    func recycle(slot: Int) async throws {
        try await FaultBench.run { bench in
            try await bench.bothLive()
            let start = bench.judge.entries(of: slot).count
            try Self.order("corrupt form=truncated times=3", bench, slot)
            let down = try await bench.entry(of: slot, from: start, "it is down", within: .seconds(4)) {
                "\($0.state)".hasPrefix("down") && "\($0.state)".contains("unreadable")
            }
            _ = try await bench.entry(of: slot, from: down?.index ?? start, "it is live", within: .seconds(6)) {
                $0.state.isLive
            }
        }
    }

    @Test("An end that is announced passes without a moment that is not live", arguments: [0, 1])
    func makeBeforeBreak(slot: Int) async throws {
        // Kraken announces nothing that tells a restart from maintenance: its book may halt, but is live again at once.
        try await FaultBench.run { bench in
            try await bench.bothLive()
            let start = bench.judge.entries(of: slot).count
            try Self.order("shutdown lead=1500ms", bench, slot)
            try await bench.eventually("the end was announced") {
                bench.exchanges[slot].faultReport.count(of: .shutdown) == 1
            }
            let seen = bench.judge.checks(of: slot)
            try await bench.eventually("the new connection is alone, and followed", within: .seconds(12)) {
                bench.exchanges[slot].faultReport.connections == 1 && bench.judge.checks(of: slot) >= seen + 30
            }
            let states = bench.states(of: slot, from: start)
            if slot == 0 { #expect(states.isEmpty, "\(states)") }
            #expect(bench.judge.entries(of: slot).last?.state.isLive == true)
        }
    }

    @Test("A quiet market that still answers is live", arguments: [0, 1])
    func quiet(slot: Int) async throws {
        try await FaultBench.run { bench in
            try await bench.bothLive()
            let start = bench.judge.entries(of: slot).count
            try Self.order("quiet for=4s", bench, slot)
            try await bench.eventually("it began and is over") {
                let report = bench.exchanges[slot].faultReport
                return report.active.isEmpty && report.count(of: .quiet) == 1
            }
            let states = bench.states(of: slot, from: start)
            #expect(states.isEmpty, "\(states)")
        }
    }

    /// A clock that jumps back looks like messages that come late, until the clock has been measured again.
    @Test("A venue whose clock jumps is measured anew, and live again soon", arguments: [0, 1], ["by=5s", "by=-5s"])
    func skew(slot: Int, by: String) async throws {
        try await FaultBench.run { bench in
            try await bench.bothLive()
            let start = bench.judge.entries(of: slot).count
            try Self.order("skew \(by)", bench, slot)
            try await bench.eventually("it began") { bench.exchanges[slot].faultReport.count(of: .skew) == 1 }
            let seen = bench.judge.checks(of: slot)
            try await bench.eventually("it is followed") { bench.judge.checks(of: slot) >= seen + 20 }
            let states = bench.judge.entries(of: slot).dropFirst(start).map(\.state)
            #expect(states.allSatisfy { ["lagging", "live"].contains($0.word) }, "\(states)")
            #expect(bench.judge.entries(of: slot).last?.state.isLive == true)
        }
    }

    @Test(
        "A limit is kept to: no request comes before its time",
        arguments: ["rate-limit retry=3s for=2s", "ban retry=3s for=2s"]
    )
    func barred(fault: String) async throws {
        try await FaultBench.run { bench in
            try await bench.bothLive()
            let start = bench.judge.entries(of: 0).count
            let begin = SteadyClock.now
            try Self.order(fault, bench, 0)
            try Self.order("reset", bench, 0)
            let kind = try #require(FaultKind(rawValue: String(fault.prefix { $0 != " " })))
            let left = try await bench.entry(of: 0, from: start, "it leaves", within: .seconds(2)) { !$0.state.isLive }
            let back = try await bench.entry(of: 0, from: left?.index ?? start, "it is live", within: .seconds(12)) {
                $0.state.isLive
            }
            // The first refusal says when to come again; whoever comes earlier is refused again.
            #expect(bench.exchanges[0].faultReport.count(of: kind) <= 2)
            if let back { #expect(back.entry.time - begin >= .seconds(3)) }
        }
    }
}
