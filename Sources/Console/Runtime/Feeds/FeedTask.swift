public import Books
import Threads
public import Venues

/// Runs one venue's feed on a thread of its own: the market-data client that the console uses.
///
/// It only carries: bytes to the codec, messages to the ``FeedMachine``, effects to the socket, the REST client and
/// the mailbox. Every decision is the machine's.
public final class FeedTask<Session: MarketDataSession>: MarketDataClient {
    /// The console's slot of the venue.
    public let venue: VenueID
    /// The name for people and logs.
    public let name: String

    private let machine: FeedMachine<Session>
    private let environment: FeedEnvironment
    private let mailbox: Mailbox
    private let inbox = FeedInbox()

    /// A feed that runs `session` and puts its events into `mailbox`.
    public init(venue: VenueID, name: String, session: Session, environment: FeedEnvironment, mailbox: Mailbox) {
        self.venue = venue
        self.name = name
        self.environment = environment
        self.mailbox = mailbox
        machine = FeedMachine(venue: venue, session: session, seed: environment.random())
    }

    /// Streams until the task is cancelled.
    public func run() async {
        await DedicatedThread.run("feed.\(name)", stop: { self.inbox.stop() }) {
            let loop = FeedLoop(
                venue: self.venue,
                machine: self.machine,
                environment: self.environment,
                mailbox: self.mailbox,
                inbox: self.inbox
            )
            loop.run()
        }
    }

    /// Asks for something, from any thread.
    public func send(_ command: FeedCommand) {
        inbox.put(.command(command))
    }
}
