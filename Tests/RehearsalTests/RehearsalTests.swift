import Books
import Runtime
import Testing

/// The strategy over the recorded pair, with its orders at two simulated exchanges, in the replay's time.
@Suite("Rehearsal")
struct RehearsalTests {
    private static let pair = ["spot_ethusdt_20240808.gz", "usdm_ethusdt_20240808.gz"].map { Bench.path($0) }
    /// Warm-up is 20 s of it.
    private static let length = TimeSpan.seconds(36)
    private static let once = Result { try Bench.play(pair, Bench.options(), for: length) }

    @Test("What was played is executed, the same twice whatever steps it takes, and both ledgers are equal")
    func determinism() throws {
        let once = try Self.once.get()
        let trading = try #require(once.trading)
        #expect(trading.matches > 2)
        #expect(trading.fills > 0)
        #expect(trading.venues.map(\.name) == ["BINANCE", "FUTURES"])
        #expect(trading.venues.reduce(0) { $0 + $1.account.fills } == trading.fills)
        for venue in trading.venues { #expect(venue.isEqual, "\(venue)") }
        let again = try Bench.play(Self.pair, Bench.options(), for: Self.length, steps: .milliseconds(7))
        #expect(again == once)
    }

    @Test("Orders change no book; another seed or another delay are other orders")
    func differences() throws {
        let without = try Bench.play(Self.pair, nil, for: Self.length)
        #expect(without.trading == nil)
        #expect(without.hashes.orders == nil)
        let near = try Self.once.get()
        let far = try Bench.play(Self.pair, Bench.options(delay: .milliseconds(250)), for: Self.length)
        let other = try Bench.play(Self.pair, Bench.options(seed: 2), seed: 2, for: Self.length)
        for report in [near, far, other] { #expect(report.hashes.books == without.hashes.books) }
        #expect(near.hashes.decisions != without.hashes.decisions)
        #expect(far.hashes.orders != near.hashes.orders)
        #expect(other.hashes.orders != near.hashes.orders)
        #expect(far.trading?.isEqual == true)
        #expect(other.trading?.isEqual == true)
    }
}
