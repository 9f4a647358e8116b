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

    private let inbox: EngineInbox
    private let end = EngineEnd()

    /// Opens the market with the recording's snapshot, listens, and begins to play.
    public init(
        _ configuration: ExchangeConfiguration,
        market: sending any RecordedMarket
    ) throws(ExchangeServerError) {
        let alarm = EngineAlarm()
        let inbox = EngineInbox(alarm: alarm)
        let player: MarketPlayer
        do {
            player = try MarketPlayer(market, configuration)
        } catch {
            throw .market(error)
        }
        let exchange = configuration.venue.open(configuration.instrument, with: player.opening)
        let engine = Mutex<ExchangeEngine?>(ExchangeEngine(exchange, player, inbox: inbox, alarm: alarm))
        let server: LoopbackServer
        do {
            server = try Self.listen(configuration, inbox)
        } catch {
            throw .transport(error)
        }
        self.inbox = inbox
        port = server.port
        DedicatedThread.start("rung.exchange") { [end] in
            // Taken out once: the lock only carries the engine over to its thread.
            if let engine = engine.withLock({ $0.take() }) {
                let failure = Self.run(engine)
                server.stop()
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

    /// Tells every client that the exchange goes away, ends all connections, and returns when its threads have ended.
    public func stop() {
        inbox.requestStop()
        end.wait()
    }

    // MARK: - Parts

    private static func listen(
        _ configuration: ExchangeConfiguration,
        _ inbox: EngineInbox
    ) throws(TransportError) -> LoopbackServer {
        try LoopbackServer(port: configuration.port, security: configuration.security) { connection in
            PeerTalk.run(connection, with: inbox)
        }
    }

    private static func run(_ engine: consuming ExchangeEngine) -> MarketError? {
        do {
            try engine.run()
            return nil
        } catch {
            return error
        }
    }
}
