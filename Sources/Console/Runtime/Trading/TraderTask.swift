public import Books
public import Logging
public import Strategy
import Synchronization
public import TUI
import Threads
public import Venues

/// Runs the trader on a thread of its own: the only writer of every book.
///
/// It takes what waits in the mailbox, lets the machine decide, performs the effects, and at the frame rate puts a
/// view model into the newest-value cell. It never waits for the screen.
public final class TraderTask: Sendable {
    /// Where feeds and the person put what the trader is to know.
    public let mailbox: Mailbox
    /// Where the newest picture is taken from.
    public let view = Latest<ConsoleViewModel>()

    private let builder: ViewModelBuilder
    private let venueCount: Int
    private let strategy: StrategySettings?
    private let execution: ExecutionSettings?
    private let dispatcher: OrderDispatcher?
    private let watchdog: Watchdog?
    private let sentinel: SentinelLine?
    private let frameInterval: TimeSpan
    private let logger: Logger
    private let isCancelled = Atomic(false)

    /// A trader over `venueCount` venues whose pictures `builder` makes, one every `frameInterval` at most.
    ///
    /// It has a strategy to switch on, if any; with `execution` what its quotes cross is sent by `dispatcher`. `sentinel` is
    /// told of the orders that stand.
    public init(
        mailbox: Mailbox,
        builder: ViewModelBuilder,
        venueCount: Int,
        strategy: StrategySettings? = nil,
        execution: ExecutionSettings? = nil,
        dispatcher: OrderDispatcher? = nil,
        watchdog: Watchdog? = nil,
        sentinel: SentinelLine? = nil,
        frameInterval: TimeSpan,
        logger: Logger
    ) {
        self.mailbox = mailbox
        self.builder = builder
        self.venueCount = venueCount
        self.strategy = strategy
        self.execution = execution
        self.dispatcher = dispatcher
        self.watchdog = watchdog
        self.sentinel = sentinel
        self.frameInterval = frameInterval
        self.logger = logger
    }

    /// Runs until a stop command has been carried out or the task is cancelled.
    ///
    /// `clients` are the feeds by slot: what the trader wants of a venue is sent there.
    public func run(clients: [any MarketDataClient]) async {
        await DedicatedThread.run("trader", stop: { self.cancel() }) {
            let loop = TraderLoop(
                trader: Trader(
                    venueCount: self.venueCount,
                    at: SteadyClock.now,
                    strategy: self.strategy,
                    execution: self.execution
                ),
                builder: self.builder,
                clients: clients,
                dispatcher: self.dispatcher,
                watchdog: self.watchdog,
                restart: self.restart,
                sentinel: self.sentinel,
                mailbox: self.mailbox,
                view: self.view,
                frameInterval: self.frameInterval,
                logger: self.logger
            )
            loop.run { self.isCancelled.load(ordering: .acquiring) }
        }
    }

    /// What follows a restart to its end; nil where there was nothing before.
    private var restart: RestartWatch? {
        execution?.recovered.map { RestartWatch($0, names: builder.identities.map(\.name), at: SteadyClock.now) }
    }

    private func cancel() {
        isCancelled.store(true, ordering: .releasing)
        mailbox.wake.wake()
    }
}
