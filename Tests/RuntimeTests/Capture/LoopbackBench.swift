import Books
import Recording
import Simulator
import Strategy
import TestKit
import Testing
import Threads
import Transport
import Venues

@testable import Runtime

/// Two simulated exchanges on loopback with TLS, the console's feeds, a recorder on their taps, and a trader.
final class LoopbackBench {
    let instrument = Instrument(
        base: "ETH",
        quote: "USDT",
        priceUnit: DecimalUnit(decimals: 2),
        quantityUnit: DecimalUnit(decimals: 8)
    )
    let recorder: CaptureTask
    let clients: [any MarketDataClient]
    private(set) var trader: Trader
    private(set) var updates = 0

    private let servers: [ExchangeServer]
    private let rest: CurlRESTClient
    private let mailbox = Mailbox()
    private let log = LogCollector()
    private var contents = Mailbox.Contents()

    init(folder: String, queueLimit: Int = 32 << 20) throws {
        let spot = Recordings.path("spot_ethusdt_20240808.gz")
        let futures = Recordings.path("usdm_ethusdt_20240808.gz")
        let authority = try CertificateAuthority()
        let security = ServerSecurity.tls(try authority.issue())
        let trust = TrustAnchors.authority(pem: authority.pem)
        let origin = try #require(try Recordings.records(spot, limit: 1).first).time
        let clock = PlaybackClock(
            start: SteadyClock.now,
            origin: WallTime(nanoseconds: origin),
            period: .seconds(346),
            speedPercent: 300
        )
        let venues: [(ExchangeVenue, String, String)] = [
            (.binance, spot, "0"), (.kraken, futures, ExchangeConfiguration.standingBasis),
        ]
        servers = try venues.map { venue, path, offset in
            let configuration = try ExchangeConfiguration(
                venue,
                Self.listing(venue),
                playback: clock,
                priceOffset: offset,
                security: security
            )
            return try ExchangeServer(configuration, market: try FileMarket(path))
        }
        let recorder = try CaptureTask(
            CaptureTask.Plan(
                folder: folder,
                description: CaptureDescription(
                    instrument: instrument,
                    venues: [
                        .init(name: "BINANCE", dialect: "binance-spot", symbol: "ETHUSDT"),
                        .init(name: "KRAKEN", dialect: "kraken-v2", symbol: "ETH/USDT", depth: 25),
                    ],
                    start: SteadyClock.wallTime
                ),
                limits: CaptureLimits(segmentBytes: 40_000),
                queueLimit: queueLimit
            ) { ReplayBench.Digest() }
        )
        self.recorder = recorder
        let rest = CurlRESTClient(trust: trust)
        self.rest = rest
        let logger = log.logger
        let environment = { (slot: Int) in
            FeedEnvironment(
                makePort: { CurlStreamPort(wake: $0, trust: trust) },
                rest: rest,
                digests: OpenSSLDigests(),
                random: { 0x0123_4567_89AB_CDEF },
                logger: logger,
                tap: recorder.tap(slot: slot)
            )
        }
        let hosts = try servers.map { server in
            try #require(Endpoint(host: "127.0.0.1", port: server.port, isSecure: true, path: "/"))
        }
        let binance = FeedInstrument(venue: VenueID(slot: 0), instrument: instrument, symbol: "ETHUSDT")
        let kraken = FeedInstrument(venue: VenueID(slot: 1), instrument: instrument, symbol: "ETH/USDT")
        clients = [
            FeedTask(
                venue: VenueID(slot: 0),
                name: "binance",
                session: try #require(BinanceSession(feed: binance, market: .spot, stream: hosts[0], rest: hosts[0])),
                environment: environment(0),
                mailbox: mailbox
            ),
            FeedTask(
                venue: VenueID(slot: 1),
                name: "kraken",
                session: try #require(KrakenSession(feed: kraken, stream: hosts[1])),
                environment: environment(1),
                mailbox: mailbox
            ),
        ]
        trader = Trader(venueCount: 2, at: SteadyClock.now)
    }

    /// Takes in what waits in the mailbox.
    func takeIn() {
        mailbox.take(into: &contents)
        updates += contents.market.events.count { if case .book = $0 { true } else { false } }
        var effects: [TraderEffect] = []
        trader.handle(contents.market, at: SteadyClock.now, into: &effects)
        contents.removeAll()
    }

    /// The hash of a venue's whole book.
    func hash(slot: Int) -> String {
        BookStateWriter(instrument: instrument, sizes: []) { SHA256.digest($0) }
            .hash(of: trader.consumer.book(of: VenueID(slot: slot)))
    }

    /// Ends the exchanges.
    func stop() {
        rest.close()
        for server in servers { server.stop() }
    }

    private static func listing(_ venue: ExchangeVenue) -> ExchangeInstrument {
        let unit = DecimalUnit(decimals: 8)
        let price = venue == .binance ? unit : DecimalUnit(decimals: 2)
        return ExchangeInstrument(
            symbol: venue == .binance ? "ETHUSDT" : "ETH/USDT",
            base: "ETH",
            quote: "USDT",
            priceUnit: price,
            quantityUnit: unit,
            tick: Price(units: DecimalUnit.powersOfTen[price.decimals - 2]),
            lot: Quantity(units: venue == .binance ? 10_000 : 1),
            minimumQuantity: Quantity(units: venue == .binance ? 10_000 : 1),
            minimumNotional: Notional(units: 5 * Int128(price.perOne) * Int128(unit.perOne))
        )
    }
}
