import Synchronization

/// What the threads of the clients leave for the engine, in order.
final class EngineInbox: Sendable {
    private let state = Mutex(State())
    private let alarm: EngineAlarm

    /// How many bytes of messages may wait: far more than an engine that runs leaves lying.
    private static let limit = 16 << 20

    private struct State {
        var letters: [Letter] = []
        var byteCount = 0
        var isStopRequested = false
        var senders: UInt64 = 0
    }

    /// A message and who sent it.
    struct Letter: Sendable {
        /// The client.
        let sender: ConnectionID
        /// What it says.
        let message: PeerMessage
    }

    /// An empty inbox that rings `alarm`.
    init(alarm: EngineAlarm) {
        self.alarm = alarm
    }

    /// The number of a client that has just connected.
    func nextSender() -> ConnectionID {
        state.withLock { state in
            state.senders += 1
            return ConnectionID(number: state.senders)
        }
    }

    /// Leaves a message; false if too many wait, which is a reason to end the client that sends so much.
    ///
    /// The news that a client has come or gone is always taken.
    func post(_ message: PeerMessage, from sender: ConnectionID) -> Bool {
        let (isTaken, wasEmpty) = state.withLock { state in
            let wasEmpty = state.letters.isEmpty
            switch message {
            case .opened, .gone: break
            case .request, .upgrade, .text, .ping, .pong, .ending:
                guard state.byteCount + message.byteCount <= Self.limit else { return (false, false) }
            }
            state.byteCount += message.byteCount
            state.letters.append(Letter(sender: sender, message: message))
            return (true, wasEmpty)
        }
        if wasEmpty { alarm.ring() }
        return isTaken
    }

    /// Asks the engine to end.
    func requestStop() {
        state.withLock { $0.isStopRequested = true }
        alarm.ring()
    }

    /// Swaps all messages out into `letters`, which must be empty; true if the engine is to end.
    func take(into letters: inout [Letter]) -> Bool {
        state.withLock { state in
            swap(&state.letters, &letters)
            state.byteCount = 0
            return state.isStopRequested
        }
    }
}
