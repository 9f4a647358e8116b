import Books
import TestKit
import Testing
import Threads
import Transport
import Venues

/// What the network does between a venue and us.
@Suite("Whatever the network does, nothing wrong is ever live")
struct NetworkFaultTests {
    @Test("A stream that comes byte by byte is the same stream")
    func sliced() async throws {
        try await FaultBench.run(FaultBench.Plan(usesProxies: true)) { bench in
            for proxy in bench.proxies { proxy.treatment = .sliced }
            try await bench.bothLive()
            let seen = [0, 1].map { bench.judge.checks(of: $0) }
            try await bench.eventually("both are followed") {
                [0, 1].allSatisfy { bench.judge.checks(of: $0) >= seen[$0] + 20 }
            }
            #expect([0, 1].allSatisfy { bench.judge.entries(of: $0).last?.state.isLive == true })
        }
    }

    @Test("A network that swallows everything is noticed by the silence, and its end too", arguments: [0, 1])
    func swallowed(slot: Int) async throws {
        try await FaultBench.run(FaultBench.Plan(usesProxies: true)) { bench in
            try await bench.bothLive()
            let start = bench.judge.entries(of: slot).count
            bench.proxies[slot].treatment = .swallowed
            let bounds = slot == 0 ? (1_500, 3_000) : (3_000, 5_000)
            let slack = FaultCase.slack.milliseconds
            let stale = try await bench.entry(
                of: slot,
                from: start,
                "stale",
                within: .milliseconds(Int64(bounds.0) + slack)
            ) {
                $0.state.word == "stale"
            }
            let down = try await bench.entry(of: slot, from: stale?.index ?? start, "down", within: .seconds(5)) {
                $0.state.word == "down"
            }
            if let stale, let down {
                let rest = (down.entry.time - stale.entry.time).milliseconds
                #expect(rest <= Int64(bounds.1) + slack, "dead \(rest) ms after stale")
                #expect("\(down.entry.state)".contains("silence"), "\(down.entry.state)")
            }
            bench.proxies[slot].treatment = .plain
            _ = try await bench.entry(of: slot, from: down?.index ?? start, "live", within: .seconds(12)) {
                $0.state.isLive
            }
            #expect(bench.judge.entries(of: 1 - slot).last?.state.isLive == true)
        }
    }

    @Test(
        "A slow path makes its venue lag although bytes flow, and a quick one live again",
        arguments: [0, 1],
        [LoopbackProxy.Treatment.late(1_200), .throttled(1_000)]
    )
    func slow(slot: Int, treatment: LoopbackProxy.Treatment) async throws {
        try await FaultBench.run(FaultBench.Plan(usesProxies: true)) { bench in
            try await bench.bothLive()
            let start = bench.judge.entries(of: slot).count
            bench.proxies[slot].treatment = treatment
            let lags = try await bench.entry(of: slot, from: start, "it lags", within: .seconds(6)) {
                $0.state.word == "lagging"
            }
            bench.proxies[slot].treatment = .plain
            _ = try await bench.entry(of: slot, from: lags?.index ?? start, "it is live", within: .seconds(8)) {
                $0.state.isLive
            }
            #expect(bench.judge.entries(of: 1 - slot).last?.state.isLive == true)
        }
    }

    @Test("A reset in the path is an outage like any other", arguments: [0, 1])
    func reset(slot: Int) async throws {
        try await FaultBench.run(FaultBench.Plan(usesProxies: true)) { bench in
            try await bench.bothLive()
            let start = bench.judge.entries(of: slot).count
            bench.proxies[slot].treatment = .reset
            let limit = TimeSpan(nanoseconds: TimeSpan.milliseconds(200).nanoseconds + FaultCase.slack.nanoseconds)
            let down = try await bench.entry(of: slot, from: start, "down", within: limit) { $0.state.word == "down" }
            bench.proxies[slot].treatment = .plain
            _ = try await bench.entry(of: slot, from: down?.index ?? start, "live", within: .seconds(8)) {
                $0.state.isLive
            }
        }
    }

    @Test(
        "Each failure to connect says which check failed, and nothing is ever shown",
        arguments: [
            Refusal(
                name: "expired",
                words: "has expired",
                plan: FaultBench.Plan(
                    validity: Validity(age: .seconds(172_800), rest: .seconds(-86_400))
                )
            ),
            Refusal(
                name: "wrong host",
                words: "is for another name",
                plan: FaultBench.Plan(names: [.address("127.0.0.1")])
            ),
            Refusal(name: "unknown authority", words: "is not signed by", plan: FaultBench.Plan(isTrusted: false)),
            // A label of 64 letters is refused by the resolver itself (RFC 1035 section 2.3.4): nobody is asked.
            Refusal(
                name: "no such host",
                words: "has no address",
                plan: FaultBench.Plan(
                    host: String(repeating: "a", count: 64) + ".invalid"
                )
            ),
        ]
    )
    func refusals(refusal: Refusal) async throws {
        try await FaultBench.run(refusal.plan) { bench in
            for slot in 0..<2 {
                let down = try await bench.entry(of: slot, from: 0, "down", within: .seconds(10)) {
                    $0.state.word == "down"
                }
                let state = down.map { "\($0.entry.state)" } ?? ""
                #expect(state.contains(refusal.words), "\(state)")
                #expect(state.contains("transport"), "\(state)")
                #expect(bench.judge.checks(of: slot) == 0)
            }
        }
    }

    /// A certificate or a name that must not be accepted, and what is said about it.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let name: String
        let words: String
        let plan: FaultBench.Plan

        var testDescription: String { name }
    }
}
