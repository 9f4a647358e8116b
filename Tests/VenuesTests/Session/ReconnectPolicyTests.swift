import Books
import TestKit
import Testing
import Venues

/// When attempts are made.
@Suite("Reconnecting")
struct ReconnectPolicyTests {
    static let start = MonotonicTime(nanoseconds: 1_000_000_000_000)

    @Test("The n-th wait is random below a bound that doubles up to five seconds")
    func jitter() {
        var longest = Array(repeating: TimeSpan.zero, count: 12)
        for seed in UInt64(1)...300 {
            var policy = ReconnectPolicy(spacing: .milliseconds(1), seed: seed)
            var now = Self.start
            for failure in 0..<12 {
                policy.attempted(at: now)
                let wait = policy.failed(at: now) - now
                let bound = min(TimeSpan.milliseconds(250 << Int64(failure)), .seconds(5))
                #expect(wait >= .zero && wait <= bound, "seed \(seed), failure \(failure)")
                #expect(policy.failures == failure + 1)
                longest[failure] = max(longest[failure], wait)
                now = now + .seconds(60)
            }
        }
        for (failure, wait) in longest.enumerated() {
            let bound = min(TimeSpan.milliseconds(250 << Int64(failure)), .seconds(5))
            #expect(wait.nanoseconds > bound.nanoseconds * 9 / 10, "failure \(failure) is never far below its bound")
        }
    }

    @Test("Two feeds that fail together do not come back together, and one seed always waits alike")
    func seeds() {
        func waits(_ seed: UInt64) -> [MonotonicTime] {
            var policy = ReconnectPolicy(spacing: .milliseconds(1), seed: seed)
            return (0..<8).map { _ in policy.failed(at: Self.start) }
        }
        #expect(waits(1) == waits(1))
        #expect(Set((UInt64(1)...20).map { waits($0) }).count == 20)
    }

    @Test("Success begins the bounds anew")
    func success() {
        var policy = ReconnectPolicy(spacing: .milliseconds(1), seed: 7)
        for _ in 0..<10 { _ = policy.failed(at: Self.start) }
        policy.succeeded()
        #expect(policy.failures == 0)
        #expect(policy.failed(at: Self.start) - Self.start <= ReconnectPolicy.base)
    }

    @Test("Attempts follow each other up to the burst, then one a spacing")
    func bucket() {
        var policy = ReconnectPolicy(spacing: .seconds(10), seed: 3)
        var now = Self.start
        var attempts: [MonotonicTime] = []
        for _ in 0..<30 {
            policy.attempted(at: now)
            attempts.append(now)
            policy.succeeded()
            now = policy.failed(at: now)
            #expect(now >= policy.allowedAt)
        }
        let burst = Int(ReconnectPolicy.burst)
        #expect(attempts[burst - 1] - attempts[0] < .seconds(10))
        for index in burst..<30 { #expect(attempts[index] - attempts[index - burst] >= .seconds(10)) }
        #expect(attempts[29] - attempts[burst] >= .seconds(10 * 18))
    }

    /// The attempts of a feed whose every connection fails, now and then after it was live, with a person at the key.
    private static func attempts<Session: MarketDataSession>(
        _ session: Session,
        live: [String],
        impatient: Bool
    ) -> [MonotonicTime] {
        var generator = SplitMix64(seed: 11)
        var bench = MachineBench(session, seed: 5)
        bench.handle(.started)
        while bench.attempts.count < 10_000 {
            if generator.oneIn(3) {
                bench.handle(.opened)
                for message in live { bench.receive(message) }
            }
            bench.handle(.failed(TransportError(.connect, "The connection was refused.")))
            if impatient { bench.handle(.command(.reconnect)) }
            if let due = bench.machine.deadline, due > bench.now { bench.pass(due - bench.now) }
        }
        return bench.attempts
    }

    /// The most attempts in any time of that length.
    private static func most(_ attempts: [MonotonicTime], in window: TimeSpan) -> Int {
        var most = 0
        var first = 0
        for last in attempts.indices {
            while attempts[last] - attempts[first] > window { first += 1 }
            most = max(most, last - first + 1)
        }
        return most
    }

    @Test("10,000 attempts never exceed Binance's 300 in five minutes", arguments: [false, true])
    func binance(impatient: Bool) throws {
        let attempts = Self.attempts(try BinanceBench.session(), live: [], impatient: impatient)
        let most = Self.most(attempts, in: .seconds(300))
        #expect(most <= 300)
        #expect(!impatient || most > 280)
    }

    @Test("10,000 attempts never exceed Kraken's 150 in ten minutes", arguments: [false, true])
    func kraken(impatient: Bool) throws {
        var venue = KrakenBench.Venue(depth: 10)
        let snapshot = venue.snapshot(bids: [("1.0", "1.00000000")], asks: [])
        let attempts = Self.attempts(try KrakenBench.session(), live: [snapshot], impatient: impatient)
        let most = Self.most(attempts, in: .seconds(600))
        #expect(most <= 150)
        #expect(most > 140)
    }
}
