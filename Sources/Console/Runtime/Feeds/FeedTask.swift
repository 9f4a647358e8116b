public import Books
import Threads
public import Venues

/// Runs one venue's feed on threads of its own: the market-data client that the console uses.
///
/// It only carries: bytes to the codec, messages to the ``FeedMachine`` of their connection, its word to the
/// ``FeedLinks``, effects to the socket, the REST client and the mailbox. Every decision is a machine's. Each of the two
/// possible connections has its own thread, because opening one must not hold the other one up.
public final class FeedTask<Session: MarketDataSession>: MarketDataClient {
    /// The console's slot of the venue.
    public let venue: VenueID
    /// The name for people and logs.
    public let name: String

    private let machines: [FeedMachine<Session>]
    private let environment: FeedEnvironment
    private let hub: FeedHub

    /// A feed that runs `session` over `connections` connections at once, one or two, and puts its events into
    /// `mailbox`.
    public init(
        venue: VenueID,
        name: String,
        session: Session,
        connections: Int = 1,
        environment: FeedEnvironment,
        mailbox: Mailbox
    ) {
        self.venue = venue
        self.name = name
        self.environment = environment
        machines = LinkID.all.map { _ in FeedMachine(venue: venue, session: session, seed: environment.random()) }
        hub = FeedHub(
            links: FeedLinks(venue: venue, continuity: session.capabilities.continuity, count: connections),
            mailbox: mailbox,
            logger: environment.logger
        )
    }

    /// Streams until the task is cancelled.
    public func run() async {
        hub.start()
        await withDiscardingTaskGroup { group in
            for link in LinkID.all {
                group.addTask(name: "feed.\(name).\(link.slot)") { await self.run(link) }
            }
        }
    }

    private func run(_ link: LinkID) async {
        // The second one has nothing to do until the first one is about to end, or where two are wanted.
        await DedicatedThread.run("feed.\(name).\(link.slot)", stop: { self.hub.stop() }) {
            let loop = FeedLoop(
                link: link,
                venue: self.venue,
                machine: self.machines[link.slot],
                environment: self.environment,
                hub: self.hub
            )
            loop.run()
        }
    }

    /// Asks for something, from any thread.
    public func send(_ command: FeedCommand) {
        hub.handle(command, at: SteadyClock.now)
    }
}
