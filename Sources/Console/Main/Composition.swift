import Books
import Logging
import Recording
import Runtime
import Settings
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

    /// What carries a person's actions out.
    let actions: ConsoleActions

    /// What is shown until the first picture is there.
    let initialView: ConsoleViewModel

    private let supervisor: Supervisor
    private let rest: CurlRESTClient
    private let venues: SimulatedVenues
    private let recorder: Recorder?
    private let orders: OrderPath?
    private let end = TaskEnd()

    /// How often a picture is made.
    private static let frameInterval = TimeSpan.milliseconds(100)

    /// What decides the strategy's draws: the same in every run, as the market that `sim` plays is.
    private static let seed: UInt64 = 6

    /// What `sim` trades, and in which units it counts.
    static let instrument = Instrument(
        base: "ETH",
        quote: "USDT",
        priceUnit: DecimalUnit(decimals: 2),
        quantityUnit: DecimalUnit(decimals: 8)
    )

    /// The venues of `sim` by slot, as a recording describes them.
    static let recordedVenues = [
        CaptureDescription.Venue(name: "BINANCE", dialect: "binance-spot", symbol: "ETHUSDT"),
        CaptureDescription.Venue(
            name: "KRAKEN",
            dialect: "kraken-v2",
            symbol: "ETH/USDT",
            depth: KrakenSession.defaultDepth
        ),
    ]

    /// The console in `sim` mode: two exchanges of our own, ETH/USDT.
    ///
    /// `recorder` hears what their feeds receive. With a folder for the journal there is an order path.
    init(
        logging: LogFile,
        level: Logger.Level,
        configuration: Configuration,
        speedPercent: Int64,
        faults: FaultScript?,
        recorder: Recorder?,
        journal: String?
    ) throws(StartError) {
        let logger = { (label: String) in
            Logger(label: label) { FileLogHandler(label: $0, file: logging, logLevel: level) }
        }
        let venues = try SimulatedVenues(speedPercent: speedPercent, faults: faults)
        let rest = CurlRESTClient(trust: venues.trust)
        let instrument = Self.instrument
        let mailbox = Mailbox()
        let identities = [VenueIdentity(name: "BINANCE", letter: "B"), VenueIdentity(name: "KRAKEN", letter: "K")]
        let environment = { (label: String, venue: Int) in
            FeedEnvironment(
                makePort: { wake in CurlStreamPort(wake: wake, trust: venues.trust) },
                rest: rest,
                digests: OpenSSLDigests(),
                random: { UInt64.random(in: 0 ... .max) },
                logger: logger(label),
                tap: recorder?.tap(venue: venue)
            )
        }
        let builder = ViewModelBuilder(mode: .sim, instrument: instrument, identities: identities)
        initialView = builder.initial(wallTime: SteadyClock.wallTime)
        self.venues = venues
        self.rest = rest
        self.recorder = recorder
        let orders = try Self.orders(instrument, configuration, venues, journal, mailbox) { venue in
            FeedEnvironment(
                makePort: { wake in CurlStreamPort(wake: wake, trust: venues.trust) },
                rest: rest,
                digests: OpenSSLDigests(),
                random: { UInt64.random(in: 0 ... .max) },
                logger: logger("orders.\(SimulatedVenues.names[venue])")
            )
        }
        self.orders = orders
        trader = TraderTask(
            mailbox: mailbox,
            builder: builder,
            venueCount: identities.count,
            strategy: Self.strategy(instrument, configuration),
            execution: orders?.settings,
            dispatcher: orders?.dispatcher,
            watchdog: orders?.watchdog,
            frameInterval: Self.frameInterval,
            logger: logger("trader")
        )
        actions = ConsoleActions(mailbox: mailbox, venues: venues, gate: orders?.gate, journal: orders?.journal)
        let clients: [any MarketDataClient] = [
            FeedTask(
                venue: VenueID(slot: 0),
                name: SimulatedVenues.names[0],
                session: try Self.binance(instrument, port: venues.binance.port),
                connections: configuration.connections[SimulatedVenues.names[0]] ?? 1,
                environment: environment("feed.binance", 0),
                mailbox: mailbox
            ),
            FeedTask(
                venue: VenueID(slot: 1),
                name: SimulatedVenues.names[1],
                session: try Self.kraken(instrument, port: venues.kraken.port),
                connections: configuration.connections[SimulatedVenues.names[1]] ?? 1,
                environment: environment("feed.kraken", 1),
                mailbox: mailbox
            ),
        ]
        supervisor = Supervisor(
            clients: clients,
            executions: orders?.clients ?? [],
            watchdog: orders?.watchdog,
            trader: trader
        )
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
        let openOrders = trader.view.take()?.orders.count { $0.phase.isOpen } ?? 0
        _ = orders?.finish(openOrders: openOrders, within: .seconds(2))
        rest.close()
        venues.stop()
        recorder?.finish()
        return hasEnded
    }

    /// Whether all tasks have ended.
    var hasEnded: Bool { end.hasEnded }

    // MARK: - Orders

    private static func orders(
        _ instrument: Instrument,
        _ configuration: Configuration,
        _ venues: SimulatedVenues,
        _ folder: String?,
        _ mailbox: Mailbox,
        _ network: (_ venue: Int) -> FeedEnvironment
    ) throws(StartError) -> OrderPath? {
        guard let folder else { return nil }
        var places: [OrderPath.Place] = []
        for (slot, port) in [venues.binance.port, venues.kraken.port].enumerated() {
            let signer = try venues.accounts[slot].signer()
            places.append(OrderPath.Place(host: try loopback(port), signer: signer, network: network(slot)))
        }
        return try OrderPath(
            instrument: instrument,
            configuration: configuration,
            places: places,
            folder: folder,
            mailbox: mailbox
        )
    }

    // MARK: - Strategy

    private static func strategy(_ instrument: Instrument, _ configuration: Configuration) -> StrategySettings {
        var settings = StrategySettings(instrument: instrument, seed: configuration.seed ?? seed)
        settings.parameters = configuration.parameters
        switch configuration.quoter {
        case .ladder: break
        case .fixed: settings.quoter = FixedQuoter()
        }
        return settings
    }

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
