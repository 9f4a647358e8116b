public import Books
import Threads
public import Venues

/// A TCP server for this machine alone, with TLS or without: the ground on which simulated exchanges stand.
///
/// A thread accepts; each connection has a thread of its own that runs the handler.
public final class LoopbackServer: Sendable {
    /// Talks to one client until it ends; runs on the connection's thread and has to return when a call throws.
    public typealias Handler = @Sendable (ServerConnection) -> Void

    /// How long a connection that has just come waits before its handshake; asked on that connection's thread.
    public typealias Pause = @Sendable () -> TimeSpan

    /// The port it listens on.
    public let port: UInt16

    private let hall: ConnectionHall

    /// Listens at once; port 0 takes any free one, which ``port`` then tells.
    public init(
        port: UInt16 = 0,
        address: LoopbackAddress = .ipv4,
        security: ServerSecurity,
        limits: ServerLimits = ServerLimits(),
        pause: @escaping Pause = { .zero },
        serve handler: @escaping Handler
    ) throws(TransportError) {
        let socket = try ListeningSocket.open(address, port: port)
        self.port = socket.port
        let context: TLSServerContext? =
            switch security {
            case .plain: nil
            case .tls(let identity): try .make(identity)
            }
        let hall = ConnectionHall(socket, context, limits: limits, pause: pause, handler: handler)
        self.hall = hall
        DedicatedThread.start("rung.accept") { hall.acceptUntilStopped() }
    }

    deinit {
        // The last reference may go on a connection's thread, which must not wait for itself.
        hall.requestStop()
    }

    /// How many connections have been accepted so far, those beyond the limit not counted.
    public var acceptedConnections: Int { hall.acceptedConnections }

    /// Ends accepting and all connections; returns when their threads have ended.
    ///
    /// Not to be called from a handler, which it would wait for.
    public func stop() {
        hall.requestStop()
        hall.awaitEnd()
    }
}
