public import Books
import Glibc
import Threads
public import Venues

/// One client of a ``LoopbackServer``, for the thread that the server made for it.
///
/// Every call throws `.cancelled` once the server stops, and the handler then has to return.
public final class ServerConnection {
    /// Where other threads leave bytes for this client.
    public let outbox: Outbox

    private var socket: PeerSocket?
    private var queue: ByteQueue
    private var mayHoldBytes = true
    private var readNeedsWriting = false
    private var hasEndedSending = false

    private static let recordSize = 16_384
    private static let batch = 256 << 10
    /// How long an orderly end waits for the client to take the last bytes and to end its side.
    private static let farewell = TimeSpan.seconds(1)

    init(_ socket: consuming PeerSocket, outbox: Outbox, queueLimit: Int) {
        self.socket = consume socket
        self.outbox = outbox
        queue = ByteQueue(capacity: queueLimit)
    }

    /// Queues `bytes` after those in the outbox and writes what the socket takes.
    public func send(_ bytes: borrowing [UInt8]) throws(TransportError) {
        try pump()
        guard !hasEndedSending else {
            throw TransportError(.misuse, "This side of the connection was ended already: nothing more can be sent.")
        }
        guard bytes.count <= queue.space else { throw Self.tooSlow }
        _ = queue.append(bytes)
        try flush()
    }

    /// Appends what has arrived to `buffer`, until nothing is left or a bounded batch is full.
    ///
    /// It never blocks.
    public func receive(into buffer: inout [UInt8]) throws(TransportError) -> ReceiveResult {
        try check(outbox.phase)
        let start = buffer.count
        while buffer.count - start < Self.batch {
            switch readRecord(into: &buffer) {
            case .moved:
                continue
            case .wantsReading, .wantsWriting:
                return .drained(buffer.count - start)
            case .ended:
                return .closed
            case .failed(let reason):
                throw Self.broken(reason)
            }
        }
        return .more(buffer.count - start)
    }

    /// Waits until there may be something to read, until another thread wakes this one, or until `deadline`.
    ///
    /// Bytes from the outbox and from the queue are written meanwhile.
    public func wait(until deadline: MonotonicTime?) throws(TransportError) -> WaitResult {
        while true {
            try pump()
            let isReadable = mayHoldBytes
            let readiness = Readiness.wait(
                socket: socket?.number,
                wantsWriting: !queue.isEmpty || readNeedsWriting,
                wake: outbox.wake.descriptor,
                until: isReadable ? MonotonicTime(nanoseconds: 0) : deadline
            )
            if readiness.isReadable || (readiness.isWritable && readNeedsWriting) { mayHoldBytes = true }
            if readiness.isWoken {
                outbox.wake.clear()
                try pump()
                return .woken
            }
            if mayHoldBytes { return .readable }
            if !readiness.isWritable { return .deadline }
        }
    }

    /// Tells the client that nothing more comes and goes on reading: a half-closed connection.
    public func endSending() throws(TransportError) {
        try pump()
        hasEndedSending = true
        socket?.endSending()
    }

    /// Ends the connection in order: queued bytes, TLS's close_notify, then the end of the stream.
    ///
    /// Waits at most a second for the client to take them; without that wait, bytes from the client that were not
    /// read would turn the end into a reset, which destroys what is under way to it (RFC 1122 section 4.2.2.13).
    public func close() {
        guard socket != nil else { return }
        outbox.beginClosing()
        let deadline = SteadyClock.now + Self.farewell
        if writeRest(until: deadline) {
            socket?.endSending()
            awaitEnd(until: deadline)
        }
        socket = nil
        outbox.close()
    }

    /// Ends the connection by a reset: the client gets an error, and bytes under way are lost.
    public func abort() {
        socket?.resetAtEnd()
        socket = nil
        outbox.close()
    }

    /// Ends the connection as the handler has left it.
    func finish() {
        if outbox.phase == .tooSlow { abort() } else { close() }
    }

    // MARK: Moving bytes

    /// Moves bytes from the outbox to the queue and from there to the socket, as many as it takes.
    private func pump() throws(TransportError) {
        while true {
            let (phase, isEmpty) = outbox.move(into: &queue)
            try check(phase)
            try flush()
            if isEmpty || !queue.isEmpty { return }
        }
    }

    private func flush() throws(TransportError) {
        while !queue.isEmpty {
            var step = SocketStep.wantsWriting
            unsafe queue.drain(upTo: Self.recordSize) { bytes in
                step = unsafe socket?.write(bytes) ?? .ended
                return if case .moved(let count) = step { count } else { 0 }
            }
            switch step {
            case .moved:
                continue
            case .wantsReading, .wantsWriting:
                return
            case .ended:
                throw Self.broken("the client has ended it")
            case .failed(let reason):
                throw Self.broken(reason)
            }
        }
    }

    private func readRecord(into buffer: inout [UInt8]) -> SocketStep {
        var step = SocketStep.ended
        buffer.append(addingCapacity: Self.recordSize) { space in
            unsafe space.withUnsafeMutableBufferPointer { free, count in
                step = unsafe socket?.read(into: UnsafeMutableRawBufferPointer(free)) ?? .ended
                if case .moved(let received) = step { count += received }
            }
        }
        mayHoldBytes = if case .moved = step { true } else { false }
        readNeedsWriting = step == .wantsWriting
        return step
    }

    private func check(_ phase: Outbox.Phase) throws(TransportError) {
        switch phase {
        case .open: return
        case .tooSlow: throw Self.tooSlow
        case .stopping: throw TransportError(.cancelled, "The server stops.")
        case .closing, .closed: throw TransportError(.misuse, "This connection has ended: return from its handler.")
        }
    }

    // MARK: Ending

    /// Writes what still waits; false if that cannot succeed any more.
    private func writeRest(until deadline: MonotonicTime) -> Bool {
        do throws(TransportError) {
            while true {
                let isLast = outbox.move(into: &queue).isEmpty
                try flush()
                if queue.isEmpty && isLast { return true }
                if !queue.isEmpty && !isWorthWaiting(until: deadline) { return false }
            }
        } catch {
            // The connection broke first: there is nobody left to take the rest.
            return false
        }
    }

    /// Reads and forgets what still comes, until the client ends its side.
    private func awaitEnd(until deadline: MonotonicTime) {
        var forgotten: [UInt8] = []
        while true {
            forgotten.removeAll(keepingCapacity: true)
            switch readRecord(into: &forgotten) {
            case .moved: continue
            case .ended, .failed: return
            case .wantsReading, .wantsWriting: if !isWorthWaiting(until: deadline) { return }
            }
        }
    }

    /// Waits for the socket; false when the time is over or the server stops.
    private func isWorthWaiting(until deadline: MonotonicTime) -> Bool {
        let readiness = Readiness.wait(
            socket: socket?.number,
            wantsWriting: !queue.isEmpty || readNeedsWriting,
            wake: outbox.wake.descriptor,
            until: deadline
        )
        if readiness.isWoken { outbox.wake.clear() }
        return readiness != Readiness() && outbox.phase == .closing && SteadyClock.now < deadline
    }

    private static let tooSlow = TransportError(.broken, "The client reads too slowly: its connection is ended.")

    private static func broken(_ reason: String) -> TransportError {
        TransportError(.broken, "The connection to the client broke: \(reason).")
    }
}
