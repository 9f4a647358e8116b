import Books
import Glibc
import Synchronization
import Threads
import Venues

/// What the threads of a ``LoopbackServer`` share: the listening socket, the rules, and who is connected.
final class ConnectionHall: Sendable {
    private let listener: Mutex<ListeningSocket?>
    private let context: TLSServerContext?
    private let limits: ServerLimits
    private let pause: LoopbackServer.Pause
    private let handler: LoopbackServer.Handler
    private let guests = Mutex(Guests())
    private let stopRequest = WakeDescriptor()
    /// Stays readable once the last thread has ended.
    private let end = WakeDescriptor()

    private struct Guests {
        var outboxes: [Int: Outbox] = [:]
        var accepted = 0
        var isStopping = false
        var isAccepting = true

        var hasEnded: Bool { !isAccepting && outboxes.isEmpty }
    }

    /// After how long accepting is tried again where the system had no descriptor or memory left.
    private static let shortagePause = TimeSpan.milliseconds(100)

    init(
        _ socket: consuming ListeningSocket,
        _ context: consuming TLSServerContext?,
        limits: ServerLimits,
        pause: @escaping LoopbackServer.Pause,
        handler: @escaping LoopbackServer.Handler
    ) {
        listener = Mutex(consume socket)
        self.context = context
        self.limits = limits
        self.pause = pause
        self.handler = handler
    }

    /// How many connections have been accepted so far.
    var acceptedConnections: Int { guests.withLock { $0.accepted } }

    /// Asks all threads to end.
    func requestStop() {
        let outboxes = guests.withLock { guests in
            guests.isStopping = true
            return Array(guests.outboxes.values)
        }
        for outbox in outboxes { outbox.stop() }
        stopRequest.wake()
    }

    /// Waits until all threads have ended.
    func awaitEnd() {
        _ = Readiness.wait(socket: nil, wantsWriting: false, wake: end.descriptor, until: nil)
    }

    // MARK: The accepting thread

    /// Accepts until a stop is requested, and gives the port back.
    func acceptUntilStopped() {
        BrokenPipe.block()
        if let socket = listener.withLock({ $0.take() }) { accept(from: socket) }
        leave { $0.isAccepting = false }
    }

    private func accept(from socket: consuming ListeningSocket) {
        while !guests.withLock({ $0.isStopping }) {
            let pause = acceptAllWaiting(at: socket) ? nil : SteadyClock.now + Self.shortagePause
            // During a shortage the socket stays readable: only the stop request counts then.
            let listener = pause == nil ? socket.number : nil
            _ = Readiness.wait(socket: listener, wantsWriting: false, wake: stopRequest.descriptor, until: pause)
        }
    }

    /// Takes the connections that wait; false if the system had nothing left for one.
    private func acceptAllWaiting(at socket: borrowing ListeningSocket) -> Bool {
        while true {
            switch socket.accept() {
            case .success(let number):
                welcome(OwnedDescriptor(number))
            case .failure(let failure):
                switch failure.number {
                case EAGAIN, EWOULDBLOCK:
                    return true
                case EMFILE, ENFILE, ENOBUFS, ENOMEM:
                    return false
                default:
                    // The one that waited has gone again (accept(2), "Error handling").
                    continue
                }
            }
        }
    }

    private func welcome(_ descriptor: consuming OwnedDescriptor) {
        let outbox = Outbox(limit: limits.queuedBytes)
        let place: Int? = guests.withLock { guests in
            guard !guests.isStopping, guests.outboxes.count < limits.connections else { return nil }
            guests.accepted += 1
            guests.outboxes[guests.accepted] = outbox
            return guests.accepted
        }
        guard let place else {
            PeerSocket(descriptor, nil).resetAtEnd()
            return
        }
        let number = descriptor.release()
        DedicatedThread.start("rung.peer") { [self] in
            BrokenPipe.block()
            serve(OwnedDescriptor(number), outbox)
            leave { $0.outboxes[place] = nil }
        }
    }

    // MARK: A connection's thread

    private func serve(_ descriptor: consuming OwnedDescriptor, _ outbox: Outbox) {
        let connection: ServerConnection
        do throws(TransportError) {
            guard let shaken = try handshake(descriptor, outbox) else { return }
            connection = ServerConnection(shaken, outbox: outbox, queueLimit: limits.queuedBytes)
        } catch {
            // OpenSSL had no memory for a session: the client sees the connection end, others go on.
            return
        }
        handler(connection)
        connection.finish()
    }

    /// The socket with TLS agreed; nil if the client did not manage that in time.
    private func handshake(
        _ descriptor: consuming OwnedDescriptor,
        _ outbox: Outbox
    ) throws(TransportError) -> PeerSocket? {
        let span = pause()
        if span > .zero, outbox.wake.wait(until: SteadyClock.now + span) { return nil }
        let session = try context?.makeSession(over: descriptor.number)
        let socket = PeerSocket(descriptor, session)
        let deadline = SteadyClock.now + limits.handshake
        while true {
            let step = socket.handshake()
            if case .moved = step { return socket }
            guard step == .wantsReading || step == .wantsWriting else { return nil }
            let readiness = Readiness.wait(
                socket: socket.number,
                wantsWriting: step == .wantsWriting,
                wake: outbox.wake.descriptor,
                until: deadline
            )
            guard !readiness.isWoken, readiness != Readiness() else { return nil }
        }
    }

    private func leave(_ change: (inout Guests) -> Void) {
        let hasEnded = guests.withLock { guests in
            change(&guests)
            return guests.hasEnded
        }
        if hasEnded { end.wake() }
    }
}
