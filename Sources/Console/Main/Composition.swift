import Books
import Logging
import Recording
import Runtime
import Settings
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
    private let places: VenuePlaces
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

    /// The console in `sim` mode: ETH/USDT at the exchanges of `places`, or at two of its own.
    ///
    /// `recorder` hears what their feeds receive. With a folder for the journal there is an order path.
    init(
        logging: LogFile,
        level: Logger.Level,
        configuration: Configuration,
        places: VenuePlaces,
        recorder: Recorder?,
        journal: String?
    ) throws(StartError) {
        let logger = { (label: String) in
            Logger(label: label) { FileLogHandler(label: $0, file: logging, logLevel: level) }
        }
        let trust = places.trust
        let rest = CurlRESTClient(trust: trust)
        let instrument = Self.instrument
        let mailbox = Mailbox()
        let identities = [VenueIdentity(name: "BINANCE", letter: "B"), VenueIdentity(name: "KRAKEN", letter: "K")]
        let environment = { (label: String, venue: Int) in
            FeedEnvironment(
                makePort: { wake in CurlStreamPort(wake: wake, trust: trust) },
                rest: rest,
                digests: OpenSSLDigests(),
                random: { UInt64.random(in: 0 ... .max) },
                logger: logger(label),
                tap: recorder?.tap(venue: venue)
            )
        }
        let builder = ViewModelBuilder(mode: .sim, instrument: instrument, identities: identities)
        initialView = builder.initial(wallTime: SteadyClock.wallTime)
        self.places = places
        self.rest = rest
        self.recorder = recorder
        let orders = try journal.map { folder throws(StartError) in
            try OrderPath(places, configuration, folder: folder, log: logging.folder, mailbox: mailbox) { slot in
                FeedEnvironment(
                    makePort: { wake in CurlStreamPort(wake: wake, trust: trust) },
                    rest: rest,
                    digests: OpenSSLDigests(),
                    random: { UInt64.random(in: 0 ... .max) },
                    logger: logger("orders.\(SimulatedVenues.names[slot])")
                )
            }
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
            sentinel: orders?.sentinel,
            frameInterval: Self.frameInterval,
            logger: logger("trader")
        )
        actions = ConsoleActions(mailbox: mailbox, venues: places.own, gate: orders?.gate, journal: orders?.journal)
        let clients: [any MarketDataClient] = [
            FeedTask(
                venue: VenueID(slot: 0),
                name: SimulatedVenues.names[0],
                session: try Self.binance(places.hosts[0]),
                connections: configuration.connections[SimulatedVenues.names[0]] ?? 1,
                environment: environment("feed.binance", 0),
                mailbox: mailbox
            ),
            FeedTask(
                venue: VenueID(slot: 1),
                name: SimulatedVenues.names[1],
                session: try Self.kraken(places.hosts[1]),
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

    /// Stops everything in good order, for `limit` at most.
    ///
    /// First no new order leaves any more, then what stands is cancelled, then everything else ends. `exitCode` is what the
    /// program is going to end with. `isInterrupted` waits on a descriptor until a time and says whether somebody wants the
    /// end at once instead.
    func stop(
        within limit: TimeSpan,
        exitCode: Int32 = 0,
        isInterrupted: (_ descriptor: Int32, _ deadline: MonotonicTime) -> Bool = { _, _ in false }
    ) -> ConsoleEnd {
        let deadline = SteadyClock.now + limit
        // On this thread: however busy the trader is, nothing new leaves from here on.
        trader.mailbox.put(.stop, closing: orders?.gate.closeAtOnce(.hold))
        let askedAt = SteadyClock.wallTime
        let wasInterrupted = isInterrupted(end.wake.descriptor, deadline)
        let hasEnded = !wasInterrupted && end.wait(until: deadline)
        let last = trader.view.newest
        // The last order may have left after a picture from before the gate was closed: of what it shows nothing follows.
        let isKnown = orders == nil || last.map { hasEnded || $0.wallTime >= askedAt } ?? false
        let summary = orders?.finish(last, isKnown: isKnown, exitCode: exitCode, hasEnded: hasEnded)
        let left = isKnown ? last.flatMap { OrdersLeft.sentence($0) } : OrdersLeft.unknown
        guard !wasInterrupted else { return ConsoleEnd(manner: .interrupted, left: left, summary: summary) }
        rest.close()
        places.own?.stop()
        recorder?.finish()
        return ConsoleEnd(manner: hasEnded ? .orderly : .late, left: left, summary: summary)
    }

    /// Whether all tasks have ended.
    var hasEnded: Bool { end.hasEnded }

    // MARK: - Strategy

    private static func strategy(_ instrument: Instrument, _ configuration: Configuration) -> StrategySettings {
        var settings = StrategySettings(instrument: instrument, seed: configuration.seed ?? seed)
        settings.parameters = configuration.parameters
        if let warmUp = configuration.warmUp { settings.warmUp = warmUp }
        switch configuration.quoter {
        case .ladder: break
        case .fixed: settings.quoter = FixedQuoter()
        }
        return settings
    }

    // MARK: - Venues

    private static func binance(_ host: Endpoint) throws(StartError) -> BinanceSession {
        guard let session = BinanceSession(feed: OrderClients.feed(0), market: .spot, stream: host, rest: host) else {
            throw StartError("Binance has no address that may be used: \(host.authority)")
        }
        return session
    }

    private static func kraken(_ host: Endpoint) throws(StartError) -> KrakenSession {
        guard let session = KrakenSession(feed: OrderClients.feed(1), stream: host) else {
            throw StartError("Kraken has no address that may be used: \(host.authority)")
        }
        return session
    }
}
