import Books
import Synchronization

/// How an engine ended, and a way to wait for it.
final class EngineEnd: Sendable {
    private let state = Mutex(State())
    private let bell = EngineAlarm()

    private struct State {
        var hasEnded = false
        var failure: MarketError?
    }

    /// Why it ended by itself; `nil` while it runs, and if it was stopped.
    var failure: MarketError? { state.withLock(\.failure) }

    /// Whether it has ended.
    var hasEnded: Bool { state.withLock(\.hasEnded) }

    /// Notes the end.
    func note(_ failure: MarketError?) {
        state.withLock { state in
            state.hasEnded = true
            state.failure = failure
        }
        bell.ring()
    }

    /// Waits for the end.
    func wait() {
        while !hasEnded { bell.sleep(until: MonotonicTime(nanoseconds: .max)) }
        // The next one who waits must wake too.
        bell.ring()
    }
}
