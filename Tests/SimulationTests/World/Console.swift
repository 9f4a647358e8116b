import Books
import Rehearsal
import Runtime
import Simulator
import Strategy
import Transport
import Venues

@testable import Journal

/// One start of the console: its machines and the last gate, thrown away whole by a crash.
///
/// A class, because all of it would be copied wherever one part is looked at.
final class Console {
    var trader: Trader
    var links: [FeedLinks]
    var feeds: [any VirtualFeed]
    var executions: [any VirtualExecution]
    /// The last gate: the product's own.
    let gate = OrderGate()
    /// The number of the last closing of the gate that the trader has heard of.
    var seenClosing: UInt64 = 0
    var lines: [Line]
    /// Nothing handed over later arrives before it.
    var lastMail = World.begin
    /// No key pressed later arrives before it.
    var lastKey = World.begin

    /// One of its connections.
    struct Line {
        var connection: ConnectionID?
        var isOpened = false
        /// Whether nothing passes any more though neither side knows it.
        var isHalfOpen = false
        var stalledUntil = World.begin
        var lastArrival = World.begin
        var lastDeparture = World.begin
    }

    /// The venues, as the journal calls them.
    static let venues = ["binance", "kraken"]
    /// The names of orders are signed with the installation's key.
    static let tags = InstallTagging(key: Array("INSTALL".utf8), digest: { ExchangeSite.digests.sha256($0) })

    /// A start over what the journal has.
    init(
        epoch: UInt32,
        history: JournalHistory,
        limits: RiskLimits,
        nonceFloor: UInt64,
        seed: UInt64,
        at reading: ClockReading
    ) throws {
        let instrument = ExchangeSite.instrument
        var settings = ExecutionSettings(
            instrument: instrument,
            configuration: ExecutionConfiguration(epoch: epoch, fences: [.receiveWindow, .engineDeadline]),
            fees: [.basisPoints(1), .basisPoints(1)],
            budgets: [
                TokenBucket(capacity: 35, perSecondThousandths: 3_500, at: reading.steady),
                TokenBucket(capacity: 126, perSecondThousandths: 2_625, at: reading.steady),
            ],
            bookAges: [.milliseconds(1_500), .seconds(3)],
            hasDeadMansSwitch: [false, true],
            tags: Self.tags,
            wallTime: reading.wall
        )
        settings.limits = limits
        _ = history.lower(&settings.limits)
        if history.epoch != nil {
            settings.mode =
                history.isKilled ? .killed(.latched, since: reading.steady) : .held(.restart, since: reading.steady)
            settings.recovered = RecoveredState(
                history,
                instrument: instrument,
                venues: Self.venues,
                fences: settings.configuration.fences,
                clockError: limits.clockError,
                at: reading.steady,
                wallTime: reading.wall
            )
        }
        var strategy = StrategySettings(instrument: instrument, seed: seed)
        strategy.warmUp = 3
        try strategy.parameters.set("profile", to: "taking")
        try strategy.parameters.set("takers", to: "60")
        trader = Trader(venueCount: 2, at: reading.steady, strategy: strategy, execution: settings)
        links = []
        feeds = []
        executions = []
        lines = Array(repeating: Line(), count: 6)
        try addBinance(seed)
        try addKraken(seed, nonceFloor)
    }

    private func addBinance(_ seed: UInt64) throws {
        let venue = VenueID(slot: 0)
        let feed = FeedInstrument(venue: venue, instrument: ExchangeSite.instrument, symbol: "ETHUSDT")
        guard let host = Endpoint(host: "binance.example", port: 443, isSecure: true, path: "/"),
            let session = BinanceSession(feed: feed, market: .spot, stream: host, rest: host),
            let orders = BinanceExecution(feed: feed, stream: host, rest: host, signer: ExchangeSite.signer(.sha256))
        else { throw WorldError() }
        for link in LinkID.all {
            feeds.append(FeedMachine(venue: venue, session: session, seed: seed &* 31 &+ UInt64(link.slot)))
        }
        links.append(FeedLinks(venue: venue, continuity: session.capabilities.continuity, count: 1))
        executions.append(ExecutionMachine(session: orders, seed: seed &* 37))
    }

    private func addKraken(_ seed: UInt64, _ nonceFloor: UInt64) throws {
        let venue = VenueID(slot: 1)
        let feed = FeedInstrument(venue: venue, instrument: ExchangeSite.instrument, symbol: "ETH/USDT")
        guard let host = Endpoint(host: "kraken.example", port: 443, isSecure: true, path: "/"),
            let session = KrakenSession(feed: feed, stream: host),
            let orders = KrakenExecution(
                feed: feed,
                stream: host,
                rest: host,
                signer: ExchangeSite.signer(.sha512),
                nonces: NonceSource(above: nonceFloor)
            )
        else { throw WorldError() }
        for link in LinkID.all {
            feeds.append(FeedMachine(venue: venue, session: session, seed: seed &* 41 &+ UInt64(link.slot)))
        }
        links.append(FeedLinks(venue: venue, continuity: session.capabilities.continuity, count: 1))
        executions.append(ExecutionMachine(session: orders, seed: seed &* 43))
    }
}

/// A part of the world cannot be made.
struct WorldError: Error {}
