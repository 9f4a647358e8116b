import Books
import Synchronization
import Threads
import Transport
import Venues

/// The listening socket of an exchange, which can be shut and opened again at the same port.
final class EngineDoor: Sendable {
    /// The port, whether open or not.
    let port: UInt16

    private let security: ServerSecurity
    private let handler: LoopbackServer.Handler
    private let pause: Pause
    private let state: Mutex<State>

    /// After how long the port is tried again if somebody else has taken it meanwhile.
    private static let retryPause = TimeSpan.milliseconds(100)

    private struct State {
        var server: LoopbackServer?
        var retryAt: MonotonicTime?
    }

    private final class Pause: Sendable {
        let span = Mutex(TimeSpan.zero)
    }

    /// Listens at a port; 0 takes any free one.
    init(
        port: UInt16,
        security: ServerSecurity,
        serve handler: @escaping LoopbackServer.Handler
    ) throws(TransportError) {
        let pause = Pause()
        let server = try Self.listen(port, security, pause, handler)
        self.port = server.port
        self.security = security
        self.handler = handler
        self.pause = pause
        state = Mutex(State(server: server))
    }

    /// When ``retry()`` is wanted; nil while the door is as it should be.
    var deadline: MonotonicTime? { state.withLock(\.retryAt) }

    /// Lets connections in like this from now on.
    ///
    /// Shutting waits for the threads of the clients, which end at once.
    func set(_ door: ExchangeDoor) {
        switch door {
        case .open:
            pause.span.withLock { $0 = .zero }
            open()
        case .slow(let span):
            pause.span.withLock { $0 = span }
            open()
        case .shut:
            shut()
        }
    }

    /// Ends listening and all connections.
    func shut() {
        let server = state.withLock { state in
            state.retryAt = nil
            return state.server.take()
        }
        server?.stop()
    }

    /// Tries again to open, once that is due.
    func retry() {
        if let deadline, deadline <= SteadyClock.now { open() }
    }

    private func open() {
        state.withLock { state in
            guard state.server == nil else { return }
            do throws(TransportError) {
                state.server = try Self.listen(port, security, pause, handler)
                state.retryAt = nil
            } catch {
                // Somebody took the port while it was shut; there is nobody to tell but those who try to connect.
                state.retryAt = SteadyClock.now + Self.retryPause
            }
        }
    }

    private static func listen(
        _ port: UInt16,
        _ security: ServerSecurity,
        _ pause: Pause,
        _ handler: @escaping LoopbackServer.Handler
    ) throws(TransportError) -> LoopbackServer {
        try LoopbackServer(
            port: port,
            security: security,
            pause: { pause.span.withLock { $0 } },
            serve: handler
        )
    }
}
