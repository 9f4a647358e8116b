import Glibc
import Synchronization
import TUI
import Terminal
import Threads

/// A source of view models for tests.
final class TestSource: ViewSource, Sendable {
    private let wake = WakeDescriptor()
    private let state = Mutex<(latest: ConsoleViewModel?, hasEnded: Bool)>((nil, false))

    var wakeDescriptor: Int32 { wake.descriptor }

    var hasEnded: Bool { state.withLock { $0.hasEnded } }

    func takeLatest() -> ConsoleViewModel? {
        wake.clear()
        return state.withLock { state in
            defer { state.latest = nil }
            return state.latest
        }
    }

    func put(_ model: ConsoleViewModel) {
        state.withLock { $0.latest = model }
        wake.wake()
    }

    /// Waits until the model that was put last is taken.
    func waitUntilTaken() {
        while state.withLock({ $0.latest != nil }) { _ = poll(nil, 0, 1) }
    }

    func end() {
        state.withLock { $0.hasEnded = true }
        wake.wake()
    }
}
