import Synchronization
import Threads
import Transport
import Venues

/// A simulated exchange on this machine: a played market that clients reach over real sockets in the venue's protocol.
///
/// One thread, the engine, holds the exchange and is the only one that writes to it; each client has a thread that
/// turns its bytes into messages. A client that reads too slowly is disconnected, never waited for.
public final class ExchangeServer: Sendable {
    /// The port of 127.0.0.1 that it listens on.
    public let port: UInt16

    /// The venue that it stands for.
    public let venue: ExchangeVenue

    private let inbox: EngineInbox
    private let board: FaultBoard
    private let desk: ReportDesk
    private let end = EngineEnd()

    /// Listens, opens the market with the recording's snapshot, and begins to play.
    ///
    /// It listens first, so that a port that is taken shows before a recording is read; clients that come meanwhile wait.
    public init(
        _ configuration: ExchangeConfiguration,
        market: sending any RecordedMarket
    ) throws(ExchangeServerError) {
        let alarm = EngineAlarm()
        let inbox = EngineInbox(alarm: alarm)
        let board = FaultBoard(alarm: alarm)
        let desk = ReportDesk(alarm: alarm)
        let door: EngineDoor
        do {
            door = try EngineDoor(port: configuration.port, security: configuration.security) { connection in
                PeerTalk.run(connection, with: inbox)
            }
        } catch {
            throw .transport(error)
        }
        let player: MarketPlayer
        do {
            player = try MarketPlayer(market, configuration)
        } catch {
            door.shut()
            throw .market(error)
        }
        let exchange = configuration.venue.open(configuration, with: player.opening)
        let engine = Mutex<ExchangeEngine?>(
            ExchangeEngine(exchange, player, inbox: inbox, alarm: alarm, door: door, board: board, desk: desk)
        )
        self.inbox = inbox
        self.board = board
        self.desk = desk
        venue = configuration.venue
        port = door.port
        DedicatedThread.start("rung.exchange") { [end] in
            // Taken out once: the lock only carries the engine over to its thread.
            if let engine = engine.withLock({ $0.take() }) {
                let failure = Self.run(engine)
                door.shut()
                end.note(failure)
            }
        }
    }

    deinit {
        inbox.requestStop()
    }

    /// Why it stopped by itself; `nil` while it runs, and if it was told to stop.
    public var failure: MarketError? { end.failure }

    /// Whether it plays and answers.
    public var isRunning: Bool { !end.hasEnded }

    /// What its accounts hold, ordered and traded, as of now; it waits for the engine, for a moment.
    public var accountReport: AccountReport { desk.ask() }

    // MARK: - Faults

    /// What is wrong with it, and what was.
    public var faultReport: FaultReport { board.report }

    /// Switches a fault on, soon and from any thread; it takes the place of one with its name.
    ///
    /// A venue that does not have the fault ignores it; ``FaultText`` refuses such orders.
    public func begin(_ order: FaultOrder) {
        board.post(.fault(order))
    }

    /// Switches a fault off, or all of them, soon and from any thread.
    public func endFault(_ kind: FaultKind? = nil) {
        board.post(.faultEnd(kind))
    }

    /// Tells every client that the exchange goes away, ends all connections, and returns when its threads have ended.
    public func stop() {
        inbox.requestStop()
        end.wait()
    }

    // MARK: - Parts

    private static func run(_ engine: consuming ExchangeEngine) -> MarketError? {
        do {
            try engine.run()
            return nil
        } catch {
            return error
        }
    }
}
