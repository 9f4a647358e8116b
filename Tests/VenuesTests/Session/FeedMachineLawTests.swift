import Books
import TestKit
import Testing
import Venues

/// The machine with the venues' real sessions, under everything that can happen in any order.
@Suite("The feed's machine: laws")
struct FeedMachineLawTests {
    /// A venue that makes up what it sends next.
    struct Venue {
        var message: (inout SplitMix64) -> [UInt8]
        var answer: (inout SplitMix64) -> String
    }

    /// One thing that happens, told by a number.
    private static func happen<Session: MarketDataSession>(
        _ bench: inout MachineBench<Session>,
        _ venue: Venue,
        requests: inout [RequestNumber],
        _ generator: inout SplitMix64
    ) {
        switch generator.pick(0...30) {
        case 0: bench.handle(.failed(TransportError(.broken, "It broke.")))
        case 1: bench.handle(.closedByVenue("closed"))
        case 2: bench.handle(.command(.reconnect))
        case 3: bench.handle(.command(.resync(.topMismatch)))
        case 4: bench.pass(.milliseconds(generator.pick(0...7_000)))
        case 5: bench.handle(.heard)
        case 6: bench.handle(.deadlineReached)
        case 7: bench.handle(.opened)
        case 8...13 where !requests.isEmpty:
            let status = generator.oneIn(8) ? 429 : 200
            let answer = HTTPAnswer(status: status, headers: [], body: Array(venue.answer(&generator).utf8))
            bench.handle(.answer(requests.removeLast(), .success(answer)))
        case 14 where !requests.isEmpty:
            bench.handle(.answer(requests.removeFirst(), .failure(TransportError(.timeout, "Nothing came."))))
        default:
            if bench.connection == .opening { bench.handle(.opened) }
            requests += bench.requests
            bench.answerPing()
            bench.receive(venue.message(&generator))
            requests += bench.requests
            bench.pass(.milliseconds(generator.pick(0...300)))
        }
        requests += bench.requests
    }

    private static func walk<Session: MarketDataSession>(
        _ session: Session,
        seed: UInt64,
        _ venue: Venue
    ) -> (live: Int, bench: MachineBench<Session>) {
        var generator = SplitMix64(seed: seed)
        var bench = MachineBench(session, seed: seed)
        bench.handle(.started)
        var requests: [RequestNumber] = []
        var live = 0
        for step in 0..<250 {
            happen(&bench, venue, requests: &requests, &generator)
            if bench.judge.state.isLive { live += 1 }
            if !bench.misdeeds.isEmpty || !bench.judge.violations.isEmpty {
                Issue.record("seed \(seed), step \(step): \(bench.misdeeds) \(bench.judge.violations)")
                break
            }
        }
        return (live, bench)
    }

    /// Binance, which numbers its events one after the other and now and then breaks a rule.
    private static func binance() -> Venue {
        var last = UInt64(100)
        let oddities = ["{", #"{"e":"serverShutdown"}"#, #"{"result":null}"#, BinanceBench.depth(1, 900_000)]
        return Venue(
            message: { generator in
                if generator.oneIn(25) { return Array(generator.pick(oddities).utf8) }
                if generator.oneIn(25) { last += 2 }
                last += 1
                return Array(BinanceBench.depth(last, last).utf8)
            },
            answer: { generator in
                switch generator.pick(0...9) {
                case 0: "{}"
                case 1: BinanceBench.exchangeInfo(status: "HALT")
                case 2, 3: BinanceBench.exchangeInfo()
                default: BinanceBench.snapshot(last - generator.pick(0...2))
                }
            }
        )
    }

    /// Kraken, which sends recorded frames in any order.
    private static func kraken() throws -> Venue {
        let recorded = try Recorded.kraken()
        let snapshot = recorded[2]
        let oddities = [KrakenBench.status("maintenance"), "{", KrakenBench.instrument()].map { [UInt8]($0.utf8) }
        let online = [UInt8](KrakenBench.status("online").utf8)
        return Venue(
            message: { generator in
                switch generator.pick(0...9) {
                case 0: generator.pick(recorded)
                case 1: generator.oneIn(3) ? generator.pick(oddities) : recorded[4]
                case 2: online
                case 3, 4: snapshot
                default: recorded[3]
                }
            },
            answer: { _ in "{}" }
        )
    }

    @Test("Whatever happens to Binance's feed, nothing is live that was not proved, and no connection leaks")
    func binanceWalks() throws {
        var live = 0
        for seed in UInt64(1)...60 {
            live += Self.walk(try BinanceBench.session(), seed: seed, Self.binance()).live
        }
        #expect(live > 250)
    }

    @Test("Whatever happens to Kraken's feed, nothing is live that was not proved, and no connection leaks")
    func krakenWalks() throws {
        let venue = try Self.kraken()
        var live = 0
        for seed in UInt64(1)...60 { live += Self.walk(try KrakenBench.session(), seed: seed, venue).live }
        #expect(live > 500)
    }

    @Test("The same seed and the same events lead to the same effects")
    func determinism() throws {
        for seed in UInt64(1)...5 {
            let first = Self.walk(try BinanceBench.session(), seed: seed, Self.binance()).bench
            let second = Self.walk(try BinanceBench.session(), seed: seed, Self.binance()).bench
            #expect(first.attempts == second.attempts)
            #expect(first.effects.acts == second.effects.acts)
            #expect(first.judge.state == second.judge.state)
            #expect(first.judge.updates == second.judge.updates)
        }
    }
}
