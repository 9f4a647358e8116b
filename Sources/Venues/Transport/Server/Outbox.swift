import Synchronization
import Threads

/// The way for other threads to send bytes to a client of a ``LoopbackServer``.
///
/// Bytes of one push stay together and pushes keep their order; the connection's thread sends them. A client that
/// reads too slowly for its limit loses its connection rather than hold back the exchange.
public final class Outbox: Sendable {
    private let limit: Int
    private let state = Mutex(State())
    /// Wakes the connection's thread.
    let wake = WakeDescriptor()

    private struct State {
        var bytes: [UInt8] = []
        /// How many of `bytes` the connection has taken already.
        var taken = 0
        var phase = Phase.open
    }

    /// Whether bytes are taken, and why not.
    enum Phase {
        /// Bytes are taken.
        ///
        /// Can move to: all others.
        case open
        /// The client read too slowly.
        ///
        /// Can move to: closed.
        case tooSlow
        /// The connection ends in order: what was taken before still goes out.
        ///
        /// Can move to: stopping, closed.
        case closing
        /// The server stops.
        ///
        /// Can move to: closed.
        case stopping
        /// The connection has ended.
        case closed
    }

    init(limit: Int) {
        self.limit = limit
    }

    /// Queues `bytes` for the client; false if the connection has ended or ends because they do not fit.
    @discardableResult
    public func push(_ bytes: [UInt8]) -> Bool {
        let (isTaken, mustWake) = state.withLock { state in
            guard state.phase == .open else { return (false, false) }
            guard bytes.count <= limit - (state.bytes.count - state.taken) else {
                state.phase = .tooSlow
                return (false, true)
            }
            let wasEmpty = state.taken == state.bytes.count
            state.bytes.append(contentsOf: bytes)
            return (true, wasEmpty && !bytes.isEmpty)
        }
        if mustWake { wake.wake() }
        return isTaken
    }

    /// Makes the connection's thread return from its wait with ``WaitResult/woken``.
    public func wakeConnection() {
        wake.wake()
    }

    /// Whether bytes are taken now, and why not.
    var phase: Phase { state.withLock { $0.phase } }

    /// Ends the connection because the server stops.
    func stop() {
        state.withLock { state in
            if state.phase != .closed { state.phase = .stopping }
        }
        wake.wake()
    }

    /// Takes nothing more; what was taken before can still be moved out.
    func beginClosing() {
        state.withLock { state in
            if state.phase == .open { state.phase = .closing }
        }
    }

    /// Notes that the connection has ended.
    func close() {
        state.withLock { state in
            state.phase = .closed
            state.bytes = []
            state.taken = 0
        }
    }

    /// Moves what fits into `queue` and returns the phase, both at one moment.
    func move(into queue: inout ByteQueue) -> (phase: Phase, isEmpty: Bool) {
        state.withLock { state in
            state.taken += queue.append(state.bytes, from: state.taken)
            let isEmpty = state.taken == state.bytes.count
            if isEmpty {
                state.bytes.removeAll(keepingCapacity: true)
                state.taken = 0
            }
            return (state.phase, isEmpty)
        }
    }
}
