public import Books
import Threads
public import Venues

/// Runs one venue's orders on a thread of its own: the execution client that the console uses.
///
/// It only carries: commands and messages to the ``ExecutionMachine``, its acts to the socket, the REST client and the
/// last gate, its events to whoever was named. Every decision is the machine's.
public final class ExecutionTask<Session: ExecutionSession>: ExecutionClient {
    /// The console's slot of the venue.
    public let venue: VenueID
    /// The name for people and logs.
    public let name: String

    private let machine: ExecutionMachine<Session>
    private let environment: ExecutionEnvironment
    private let inbox = ExecutionInbox()

    /// A client that runs `session`.
    public init(name: String, session: Session, environment: ExecutionEnvironment) {
        venue = session.venue
        self.name = name
        self.environment = environment
        machine = ExecutionMachine(session: session, seed: environment.network.random())
    }

    /// Works until the task is cancelled.
    public func run() async {
        await DedicatedThread.run("exec.\(name)", stop: { self.inbox.stop() }) {
            ExecutionLoop(
                machine: self.machine,
                venue: self.venue,
                environment: self.environment,
                inbox: self.inbox
            ).run()
        }
    }

    /// Works on a thread of its own until ``stop()``, for a program without tasks.
    public func start() {
        DedicatedThread.start("exec.\(name)") {
            ExecutionLoop(
                machine: self.machine,
                venue: self.venue,
                environment: self.environment,
                inbox: self.inbox
            ).run()
        }
    }

    /// Ends the work of ``start()``, soon.
    public func stop() {
        inbox.stop()
    }

    /// Asks for something, from any thread; it is done soon, not at once.
    public func send(_ command: OrderCommand) {
        inbox.put(.command(command))
    }
}

extension ExecutionTask where Session == BinanceExecution {
    /// Binance's client for one instrument: the WebSocket API at the host of `stream`, REST at that of `rest`.
    ///
    /// Fails where that would send plain text beyond this machine.
    public convenience init?(
        binance feed: FeedInstrument,
        stream: Endpoint,
        rest: Endpoint,
        signer: any RequestSigner,
        environment: ExecutionEnvironment
    ) {
        guard let session = BinanceExecution(feed: feed, stream: stream, rest: rest, signer: signer) else { return nil }
        self.init(name: "binance", session: session, environment: environment)
    }
}

extension ExecutionTask where Session == KrakenExecution {
    /// Kraken's client for one instrument: the private stream at the host of `stream`, REST at that of `rest`; the key's
    /// numbers go on above `nonceFloor`, the last that was reserved.
    ///
    /// Fails where that would send plain text beyond this machine.
    public convenience init?(
        kraken feed: FeedInstrument,
        stream: Endpoint,
        rest: Endpoint,
        signer: any RequestSigner,
        nonceFloor: UInt64,
        environment: ExecutionEnvironment
    ) {
        guard
            let session = KrakenExecution(
                feed: feed,
                stream: stream,
                rest: rest,
                signer: signer,
                nonces: NonceSource(above: nonceFloor)
            )
        else { return nil }
        self.init(name: "kraken", session: session, environment: environment)
    }
}
