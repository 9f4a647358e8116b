import Synchronization
import Threads

/// Asks all threads of a measurement to end.
final class ProbeStop: Sendable {
    private let state = Mutex(State())

    private struct State: Sendable {
        var isStopped = false
        var wakes: [WakeDescriptor] = []
    }

    /// Whether they were asked to end.
    var isStopped: Bool { state.withLock(\.isStopped) }

    /// A descriptor that becomes readable when they are asked to end; one for each thread.
    func makeWake() -> WakeDescriptor {
        let wake = WakeDescriptor()
        let isStopped = state.withLock { state in
            state.wakes.append(wake)
            return state.isStopped
        }
        if isStopped { wake.wake() }
        return wake
    }

    /// Asks all threads to end.
    func stop() {
        let wakes = state.withLock { state in
            state.isStopped = true
            return state.wakes
        }
        for wake in wakes { wake.wake() }
    }
}
