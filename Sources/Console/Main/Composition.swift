import Books
import Logging
import Runtime
import Simulator
import Strategy
import TUI
import Threads
import Transport
import Venues

/// The one composition root: every part of the console is made and tied to the others here, and nowhere else.
struct Composition {
    /// The trader's task, whose mailbox takes commands and whose cell gives pictures.
    let trader: TraderTask

    /// What is shown until the first picture is there.
    let initialView: ConsoleViewModel

    private let supervisor: Supervisor
    private let rest: CurlRESTClient
    private let venues: SimulatedVenues
    private let end = TaskEnd()

    /// How often a picture is made.
    private static let frameInterval = TimeSpan.milliseconds(100)

    /// What decides the strategy's draws: the same in every run, as the market that `sim` plays is.
    private static let seed: UInt64 = 6

    /// The console in `sim` mode: two exchanges of our own, ETH/USDT.
    init(logging: LogFile, level: Logger.Level) throws(StartError) {
        let logger = { (label: String) in
            Logger(label: label) { FileLogHandler(label: $0, file: logging, logLevel: level) }
        }
        let venues = try SimulatedVenues()
        let rest = CurlRESTClient(trust: venues.trust)
        let instrument = Instrument(
            base: "ETH",
            quote: "USDT",
            priceUnit: DecimalUnit(decimals: 2),
            quantityUnit: DecimalUnit(decimals: 8)
        )
        let mailbox = Mailbox()
        let identities = [VenueIdentity(name: "BINANCE", letter: "B"), VenueIdentity(name: "KRAKEN", letter: "K")]
        let environment = { (label: String) in
            FeedEnvironment(
                makePort: { wake in CurlStreamPort(wake: wake, trust: venues.trust) },
                rest: rest,
                digests: OpenSSLDigests(),
                random: { UInt64.random(in: 0 ... .max) },
                logger: logger(label)
            )
        }
        let builder = ViewModelBuilder(mode: .sim, instrument: instrument, identities: identities)
        initialView = builder.initial(wallTime: SteadyClock.wallTime)
        self.venues = venues
        self.rest = rest
        trader = TraderTask(
            mailbox: mailbox,
            builder: builder,
            venueCount: identities.count,
            strategy: StrategySettings(instrument: instrument, seed: Self.seed),
            frameInterval: Self.frameInterval,
            logger: logger("trader")
        )
        let clients: [any MarketDataClient] = [
            FeedTask(
                venue: VenueID(slot: 0),
                name: "binance",
                session: try Self.binance(instrument, port: venues.binance.port),
                environment: environment("feed.binance"),
                mailbox: mailbox
            ),
            FeedTask(
                venue: VenueID(slot: 1),
                name: "kraken",
                session: try Self.kraken(instrument, port: venues.kraken.port),
                environment: environment("feed.kraken"),
                mailbox: mailbox
            ),
        ]
        supervisor = Supervisor(clients: clients, trader: trader)
    }

    // MARK: - Running

    /// Starts all tasks.
    ///
    /// The one unstructured task of the program: `main` is synchronous, because whatever is awaited from an
    /// asynchronous `main` hops over the main actor, and the main thread belongs to the screen.
    func start() {
        Task(name: "supervisor") { [supervisor, end] in
            await supervisor.run()
            end.note()
        }
    }

    /// Stops everything in good order; false if that took longer than `limit`.
    func stop(within limit: TimeSpan) -> Bool {
        let deadline = SteadyClock.now + limit
        trader.mailbox.put(.stop)
        let hasEnded = end.wait(until: deadline)
        rest.close()
        venues.stop()
        return hasEnded
    }

    /// Whether all tasks have ended.
    var hasEnded: Bool { end.hasEnded }

    // MARK: - Venues

    private static func binance(_ instrument: Instrument, port: UInt16) throws(StartError) -> BinanceSession {
        let feed = FeedInstrument(venue: VenueID(slot: 0), instrument: instrument, symbol: "ETHUSDT")
        let host = try loopback(port)
        guard let session = BinanceSession(feed: feed, market: .spot, stream: host, rest: host) else {
            throw StartError("the simulated Binance has no address that may be used")
        }
        return session
    }

    private static func kraken(_ instrument: Instrument, port: UInt16) throws(StartError) -> KrakenSession {
        let feed = FeedInstrument(venue: VenueID(slot: 1), instrument: instrument, symbol: "ETH/USDT")
        guard let session = KrakenSession(feed: feed, stream: try loopback(port)) else {
            throw StartError("the simulated Kraken has no address that may be used")
        }
        return session
    }

    private static func loopback(_ port: UInt16) throws(StartError) -> Endpoint {
        guard let endpoint = Endpoint(host: "127.0.0.1", port: port, isSecure: true, path: "/") else {
            throw StartError("127.0.0.1:\(port) is no address that may be used")
        }
        return endpoint
    }
}
