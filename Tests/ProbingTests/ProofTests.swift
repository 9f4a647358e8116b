import Books
import Probing
import TestKit
import Testing
import Venues

/// The method against delays that it does not know: it has to find them, and to say how sure it is.
@Suite("Proof: hidden delays are found")
struct ProofTests {
    /// Hosts at hidden distances with jitter, bursts, clocks set wrong and drifting.
    static func hosts(_ count: Int, _ random: inout SplitMix64) -> [VirtualHost] {
        (0..<count).map { index in
            let way = random.pick(150_000...1_200_000) + Int64(index) * random.pick(400_000...900_000)
            return VirtualHost(
                name: "host\(index)",
                path: VirtualPath(out: way, back: way, jitter: random.pick(10_000...60_000), burstOneIn: 40),
                steady: VirtualClock(
                    offset: random.pick(0...1_000_000_000_000),
                    drift: random.pick(-40_000_000...40_000_000)
                ),
                calendar: VirtualClock(offset: 1_790_000_000_000_000_000 + random.pick(-40_000...40_000)),
                calendarError: TimeSpan(nanoseconds: 50_000),
                seed: random.next() % 1_000
            )
        }
    }

    /// The reports, as another machine would read them.
    static func reports(_ hosts: [VirtualHost], _ probe: VirtualProbe) throws -> [ProbeReport] {
        try hosts.map { try ProbeReport(try JSONValue(text: try probe.report(of: $0).json.text)) }
    }

    static func venue(_ random: inout SplitMix64) -> VirtualVenue {
        var venue = VirtualVenue()
        venue.clock.drift = random.pick(-30_000_000...30_000_000)
        venue.clock.offset += random.pick(-2_000_000_000...2_000_000_000)
        return venue
    }

    @Test("Orders of hosts are right, and the differences of their delays are found within 0.2 ms")
    func orders() {
        var held = 0
        var asked = 0
        forEachSeed(1...12) { seed, random in
            let hosts = Self.hosts(3, &random)
            var probe = VirtualProbe(venue: Self.venue(&random))
            probe.questions = 240
            probe.events = 60
            let rankings = Ranker.rankings(of: try Self.reports(hosts, probe))
            let ranking = try #require(rankings.first)
            #expect(ranking.criterion == .order, "seed \(seed)")
            let nearest = hosts.sorted { $0.path.out < $1.path.out }
            let best = try #require(nearest.first)
            #expect(ranking.leaders.contains(best.name), "seed \(seed)")
            for row in ranking.rows {
                guard let behind = row.behind, let host = hosts.first(where: { $0.name == row.host }),
                    let first = hosts.first(where: { $0.name == ranking.rows[0].host })
                else { continue }
                let truth = 2 * (host.path.out - first.path.out) + Self.medianQueue(host) - Self.medianQueue(first)
                asked += 1
                #expect(
                    (behind.value - truth).magnitude < 200_000,
                    "seed \(seed) \(row.host): \(behind.value) for \(truth)"
                )
                if (behind.low ?? .min) <= truth, truth <= (behind.high ?? .max) { held += 1 }
                // Half a millisecond and more between two hosts is never left open.
                if truth > 500_000 { #expect(!behind.mayBeNothing, "seed \(seed) \(row.host)") }
            }
        }
        #expect(held >= asked * 90 / 100, "\(held) of \(asked) intervals hold the truth")
    }

    /// The median of the sum of two exponential queues of the same mean: 1.678 of it.
    static func medianQueue(_ host: VirtualHost) -> Int64 { host.path.jitter * 1_678 / 1_000 }

    @Test("The race finds who hears first, whatever the venue's clock reads")
    func race() {
        forEachSeed(1...8) { seed, random in
            let hosts = Self.hosts(3, &random)
            var probe = VirtualProbe(venue: Self.venue(&random))
            probe.questions = 60
            probe.events = 400
            let rankings = Ranker.rankings(of: try Self.reports(hosts, probe))
            let ranking = try #require(rankings.first { $0.criterion == .race })
            let nearest = hosts.sorted { $0.path.back < $1.path.back }
            #expect(ranking.leaders.contains(nearest[0].name), "seed \(seed)")
            let first = try #require(hosts.first { $0.name == ranking.rows[0].host })
            for row in ranking.rows.dropFirst() {
                let host = try #require(hosts.first { $0.name == row.host })
                let behind = try #require(row.behind)
                let queues = (host.path.jitter - first.path.jitter) * 693 / 1_000
                let clocks = host.calendar.offset - first.calendar.offset
                let truth = host.path.back - first.path.back + queues
                #expect((behind.value - truth - clocks).magnitude < 100_000, "seed \(seed) \(row.host)")
                #expect((behind.low ?? .min) <= truth && truth <= (behind.high ?? .max), "seed \(seed) \(row.host)")
            }
        }
    }

    @Test(
        "Without synchronised hosts the race goes by the venue's clock, and its interval has half the round trips in it"
    )
    func raceByVenueClock() throws {
        var random = SplitMix64(seed: 5)
        var hosts = Self.hosts(2, &random)
        for index in hosts.indices {
            hosts[index].calendarError = nil
            hosts[index].calendar.offset += Int64(index) * 500_000_000
        }
        hosts[1].path.out = hosts[0].path.out + 6_000_000
        hosts[1].path.back = hosts[0].path.back + 6_000_000
        var probe = VirtualProbe(venue: Self.venue(&random))
        probe.questions = 200
        probe.events = 300
        let rankings = Ranker.rankings(of: try Self.reports(hosts, probe))
        let ranking = try #require(rankings.first { $0.criterion == .race })
        let behind = try #require(ranking.rows.last?.behind)
        #expect(ranking.rows[0].host == "host0")
        #expect((behind.value - 6_000_000).magnitude < 200_000)
        #expect((behind.high ?? 0) - (behind.low ?? 0) > 6_000_000)
    }

    @Test("Event times with the venue's clock recover the one-way delay, and their intervals hold it")
    func events() {
        forEachSeed(1...8) { seed, random in
            let hosts = Self.hosts(1, &random)
            var probe = VirtualProbe(venue: Self.venue(&random))
            probe.questions = 200
            probe.events = 300
            let report = try probe.report(of: hosts[0])
            let series = try #require(report.endpoints.first?.series(.event))
            let median = try #require(series.distribution[.p50])
            let truth = hosts[0].path.back + hosts[0].path.jitter * 693 / 1_000
            #expect(
                ((median.value ?? 0) - truth).magnitude < 200_000,
                "seed \(seed): \(median.value ?? 0) for \(truth)"
            )
            #expect(
                (median.low ?? .max) <= truth && truth <= (median.high ?? .min),
                "seed \(seed) \(median) \(truth) \(series.distribution.count)"
            )
            #expect(report.endpoints[0].streams[0].batchPeriod == nil, "seed \(seed)")
        }
    }

    @Test("Equal hosts cannot be told apart")
    func equal() throws {
        var wrong = 0
        for seed in UInt64(1)...12 {
            let path = VirtualPath(out: 500_000, back: 500_000, jitter: 80_000, burstOneIn: 30)
            let hosts = (0..<3).map { index in
                VirtualHost(name: "host\(index)", path: path, seed: seed * 10 + UInt64(index))
            }
            var probe = VirtualProbe()
            probe.questions = 200
            probe.events = 40
            let ranking = try #require(Ranker.rankings(of: try Self.reports(hosts, probe)).first)
            if ranking.leaders.count < 3 { wrong += 1 }
        }
        #expect(wrong <= 2, "\(wrong) of 12")
    }

    @Test("A stream that gathers is found out, with its period")
    func batches() throws {
        var probe = VirtualProbe()
        probe.events = 4_000
        probe.questions = 60
        let path = VirtualPath(out: 400_000, back: 400_000, jitter: 20_000, batch: 1_000_000_000)
        let report = try probe.report(of: VirtualHost(name: "host", path: path, seed: 4))
        let stream = try #require(report.endpoints.first?.streams.first)
        #expect((stream.batchShare ?? 0) > 300)
        let period = try #require(stream.batchPeriod)
        #expect((period.nanoseconds - 1_000_000_000).magnitude < 50_000_000)
    }

    @Test("An edge before two venues is told from an origin, and the way behind it is bounded")
    func edges() {
        forEachSeed(1...20) { seed, random in
            let behind = random.pick(1_500_000...80_000_000) as Int64
            let near = VirtualPath(out: 300_000, back: 300_000, jitter: 30_000)
            var far = near
            far.out += behind / 2
            far.back += behind / 2
            var probe = VirtualProbe()
            probe.questions = 60
            probe.events = 10
            let edge = VirtualHost(name: "edge", path: far, edge: near, seed: seed)
            let origin = VirtualHost(name: "origin", path: far, seed: seed + 100)
            let edgeVerdict = try probe.report(of: edge).endpoints[0].verdict
            let originVerdict = try probe.report(of: origin).endpoints[0].verdict
            #expect(edgeVerdict.place == .edge, "seed \(seed): \(edgeVerdict.reasons)")
            #expect(originVerdict.place == .origin, "seed \(seed): \(originVerdict.reasons)")
            let least = try #require(edgeVerdict.behindAtLeast)
            let most = try #require(edgeVerdict.behindAtMost)
            #expect(least.nanoseconds <= behind && behind <= most.nanoseconds + 100_000, "seed \(seed)")
        }
    }
}
