import Books
import Logging
import Runtime
import Simulator
import TestKit
import Testing
import Threads
import Transport
import Venues

/// Two simulated exchanges over TLS, the console's own feeds, and a trader that is judged: slot 0 is Binance, 1 Kraken.
final class FaultBench: Sendable {
    let exchanges: [ExchangeServer]
    let judge: Judge
    let feeds: [any MarketDataClient]
    /// Proxies before the exchanges; the feeds go through them where they are used.
    let proxies: [LoopbackProxy]

    private let rest: CurlRESTClient

    /// One authority for all benches.
    private static let authority = Result { try CertificateAuthority() }

    /// How many benches run at once: each has some fifteen threads.
    private static let gate = Gate(places: 16)

    /// What a test may change of the bench.
    struct Plan: Sendable {
        /// Whether the feeds go through proxies.
        var usesProxies = false
        /// For whom the exchanges' certificates vouch.
        var names = CertificateAuthority.loopbackNames
        /// For how long they do.
        var validity = Validity.week
        /// Whether the feeds know the authority.
        var isTrusted = true
        /// How many connections each feed has at once.
        var connections = 1
        /// The host by which the feeds connect.
        var host = "localhost"
    }

    init(_ plan: Plan = Plan()) throws {
        let authority = try Self.authority.get()
        let identity = try authority.issue(for: plan.names, validity: plan.validity)
        let trust = TrustAnchors.authority(pem: plan.isTrusted ? authority.pem : try CertificateAuthority().pem)
        let truths = [SteadyMarket.Truth(), SteadyMarket.Truth()]
        let venues = [ExchangeVenue.binance, .kraken]
        exchanges = try venues.enumerated().map { slot, venue in
            let configuration = try ExchangeConfiguration(
                venue,
                venue == .binance ? Self.listing("ETHUSDT") : Self.listing("ETH/USDT"),
                playback: PlaybackClock(start: SteadyClock.now, origin: WallTime(nanoseconds: 0), period: nil),
                security: .tls(identity)
            )
            return try ExchangeServer(configuration, market: SteadyMarket(truths[slot], seed: UInt64(slot + 1)))
        }
        judge = Judge(truths)
        rest = CurlRESTClient(trust: trust)
        proxies = plan.usesProxies ? try exchanges.map { try LoopbackProxy(to: $0.port) } : []
        let ports = plan.usesProxies ? proxies.map(\.port) : exchanges.map(\.port)
        let hosts = try ports.map { port in
            try #require(Endpoint(host: plan.host, port: port, isSecure: true, path: "/"))
        }
        let environment = FeedEnvironment(
            makePort: { wake in CurlStreamPort(wake: wake, trust: trust) },
            rest: rest,
            digests: OpenSSLDigests(),
            random: { UInt64.random(in: 0 ... .max) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let instrument = Instrument(
            base: "ETH",
            quote: "USDT",
            priceUnit: DecimalUnit(decimals: 2),
            quantityUnit: DecimalUnit(decimals: 8)
        )
        let binance = FeedInstrument(venue: VenueID(slot: 0), instrument: instrument, symbol: "ETHUSDT")
        let kraken = FeedInstrument(venue: VenueID(slot: 1), instrument: instrument, symbol: "ETH/USDT")
        feeds = [
            FeedTask(
                venue: VenueID(slot: 0),
                name: "binance",
                session: try #require(
                    BinanceSession(feed: binance, market: .spot, stream: hosts[0], rest: hosts[0])
                ),
                connections: plan.connections,
                environment: environment,
                mailbox: judge.mailbox
            ),
            FeedTask(
                venue: VenueID(slot: 1),
                name: "kraken",
                session: try #require(KrakenSession(feed: kraken, stream: hosts[1])),
                connections: plan.connections,
                environment: environment,
                mailbox: judge.mailbox
            ),
        ]
    }

    private static func listing(_ symbol: String) -> ExchangeInstrument {
        ExchangeInstrument(
            symbol: symbol,
            base: "ETH",
            quote: "USDT",
            priceUnit: DecimalUnit(decimals: 2),
            quantityUnit: DecimalUnit(decimals: 8),
            tick: Price(units: 1),
            lot: Quantity(units: 1),
            minimumQuantity: Quantity(units: 1),
            minimumNotional: Notional(units: 1)
        )
    }

    /// Runs feeds and judge while `body` runs, and checks at the end that nothing wrong was ever live.
    static func run(
        _ plan: Plan = Plan(),
        sourceLocation: SourceLocation = #_sourceLocation,
        _ body: @Sendable (FaultBench) async throws -> Void
    ) async throws {
        await gate.enter()
        defer { gate.leave() }
        let bench = try FaultBench(plan)
        try await withThrowingTaskGroup { group in
            for feed in bench.feeds { group.addTask { await feed.run() } }
            group.addTask { await bench.judge.run(bench.feeds) }
            let result: Result<Void, any Error>
            do {
                result = .success(try await body(bench))
            } catch {
                result = .failure(error)
            }
            bench.judge.stop()
            group.cancelAll()
            try await group.waitForAll()
            for proxy in bench.proxies { proxy.stop() }
            for exchange in bench.exchanges { exchange.stop() }
            bench.rest.close()
            try result.get()
        }
        let violations = bench.judge.violations
        #expect(violations.isEmpty, "\(violations.count): \(violations.first ?? "")", sourceLocation: sourceLocation)
    }

    // MARK: - Waiting

    /// Waits until the books of both venues are live.
    func bothLive(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        for slot in 0..<2 {
            _ = try await entry(of: slot, from: 0, "live", within: .seconds(20), sourceLocation: sourceLocation) {
                $0.state.isLive
            }
        }
    }

    /// The first state of a venue from an index on that `isWanted`, with its index; an issue if it does not come in time.
    func entry(
        of slot: Int,
        from start: Int,
        _ what: String,
        within limit: TimeSpan,
        sourceLocation: SourceLocation = #_sourceLocation,
        where isWanted: (Judge.Entry) -> Bool
    ) async throws -> (index: Int, entry: Judge.Entry)? {
        let begin = SteadyClock.now
        while true {
            let entries = judge.entries(of: slot)
            if start <= entries.count, let index = entries[start...].firstIndex(where: isWanted) {
                return (index, entries[index])
            }
            guard SteadyClock.now < begin + limit + judge.stall + judge.stall else {
                let seen = entries.dropFirst(start).map { "\($0.state)" }
                Issue.record("not within \(limit.milliseconds) ms: \(what); \(seen)", sourceLocation: sourceLocation)
                return nil
            }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// What a venue was said to be from an entry on, but for lags and their ends.
    ///
    /// A machine that stands still for a second makes every message late, which the feeds rightly say: tests in which
    /// nothing is late on purpose look past that.
    func states(of slot: Int, from start: Int) -> [FeedState] {
        var states: [FeedState] = []
        var isLagging = false
        for state in judge.entries(of: slot).dropFirst(start).map(\.state) {
            let endsLag = isLagging && state.isLive
            isLagging = state.word == "lagging"
            if !isLagging, !endsLag { states.append(state) }
        }
        return states.first?.isLive == true ? Array(states.dropFirst()) : states
    }

    /// Waits until `condition` holds.
    func eventually(
        _ what: String,
        within limit: TimeSpan = .seconds(10),
        sourceLocation: SourceLocation = #_sourceLocation,
        _ condition: () -> Bool
    ) async throws {
        let deadline = SteadyClock.now + limit
        while !condition() {
            guard SteadyClock.now < deadline else {
                Issue.record("not within \(limit.milliseconds) ms: \(what)", sourceLocation: sourceLocation)
                return
            }
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}

extension FeedState {
    /// The name of its case: what a person is told first.
    var word: String { String("\(self)".prefix { $0.isLetter }) }
}
