import Books
import Glibc
import Logging
import Runtime
import Threads
import Transport
import Venues

/// The sentinel's process: listens to the console, and cancels when that dies.
final class SentinelRun {
    private let handover: SentinelHandover
    private let logger: Logger
    private let mailbox = SentinelMailbox()
    private var watch = SentinelWatch(at: SteadyClock.now)
    private var clients: [Int: Client] = [:]
    private var line: [UInt8] = []
    private var hasClosed = false

    /// A client as far as the sentinel needs one.
    private struct Client {
        let send: (OrderCommand) -> Void
        let stop: () -> Void
    }

    /// A longer line is no message of a console.
    private static let lineLimit = 1 << 20

    init(_ handover: SentinelHandover, log: LogFile) {
        self.handover = handover
        logger = Logger(label: "sentinel") { FileLogHandler(label: $0, file: log, logLevel: .notice) }
    }

    /// Runs until everything is done.
    func run() throws(StartError) {
        // Held as long as this process lives: a console that starts again waits for that before it uses the keys.
        let lock = FileLock(handover.journal + "/" + Self.lockFile)
        _ = fcntl(STDIN_FILENO, F_SETFL, O_NONBLOCK)
        while let deadline = watch.deadline {
            mailbox.wait(for: hasClosed ? -1 : STDIN_FILENO, until: deadline)
            if !hasClosed { try read() }
            for (id, evidence) in mailbox.take() { try step(.evidence(id, evidence)) }
            if let deadline = watch.deadline, deadline <= SteadyClock.now { try step(.deadlineReached) }
        }
        for client in clients.values { client.stop() }
        withExtendedLifetime(lock) {}
    }

    /// The name of the file, in the journal's folder, that a sentinel holds while it lives.
    static let lockFile = "sentinel.lock"

    // MARK: - Parts

    private func read() throws(StartError) {
        var batch = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe Glibc.read(STDIN_FILENO, &batch, batch.count)
            if count < 0, errno == EAGAIN || errno == EINTR { return }
            guard count > 0, line.count < Self.lineLimit else {
                hasClosed = true
                return try step(.closed)
            }
            line += batch[..<count]
            while let end = line.firstIndex(of: UInt8(ascii: "\n")) {
                if let message = SentinelMessage(line[..<end]) { try step(.message(message)) }
                line.removeSubrange(...end)
            }
        }
    }

    private func step(_ input: SentinelWatch.Input) throws(StartError) {
        var effects: [SentinelWatch.Effect] = []
        watch.handle(input, at: SteadyClock.now, into: &effects)
        for effect in effects {
            switch effect {
            case .open(let venues): try open(venues)
            case .cancel(let question): clients[question.venue.slot]?.send(.cancel(question))
            case .tell(let sentence): logger.notice("\(sentence)")
            case .end: break
            }
        }
    }

    private func open(_ venues: [VenueID]) throws(StartError) {
        let trust = handover.places.trust
        let rest = CurlRESTClient(trust: trust)
        for venue in venues {
            let network = FeedEnvironment(
                makePort: { wake in CurlStreamPort(wake: wake, trust: trust) },
                rest: rest,
                digests: OpenSSLDigests(),
                random: { UInt64.random(in: 0 ... .max) },
                logger: logger
            )
            clients[venue.slot] = try client(venue, network)
        }
    }

    private func client(_ venue: VenueID, _ network: FeedEnvironment) throws(StartError) -> Client {
        let nonces = NonceFile(path: handover.journal + "/" + OrderClients.nonceFile)
        let hasNonces = venue.slot == 1
        // The gate stays closed: nothing new ever leaves here.
        let environment = ExecutionEnvironment(
            network: network,
            gate: OrderGate(),
            deliver: { [mailbox] events in mailbox.put(events) },
            reserveNonces: { limit in !hasNonces || nonces.reserve(limit) }
        )
        guard hasNonces else {
            let task = try OrderClients.binance(handover.places, environment)
            task.start()
            return Client(send: { task.send($0) }, stop: { task.stop() })
        }
        let task = try OrderClients.kraken(handover.places, above: nonces.floor ?? 0, environment)
        task.start()
        return Client(send: { task.send($0) }, stop: { task.stop() })
    }
}
