import Books
import Synchronization
import Threads

/// Watches an exchange's count of a fault on a thread of its own, and how late this machine lets that thread run.
final class FaultWatch: Sendable {
    private struct State {
        var isOver = false
        var seenBefore: MonotonicTime?
        var oversleeps: [TimeSpan] = []
    }

    private let state = Mutex(State())
    private static let pause = TimeSpan.milliseconds(1)

    /// Begins to look, once a millisecond, for the first time that `hasActed`.
    init(_ hasActed: @escaping @Sendable () -> Bool) {
        let start = SteadyClock.now
        DedicatedThread.start("fault watch") {
            let wake = WakeDescriptor()
            var before = start
            while !self.state.withLock(\.isOver) {
                let looked = SteadyClock.now
                if hasActed() { self.state.withLock { $0.seenBefore = $0.seenBefore ?? before } }
                before = looked
                wake.wait(until: SteadyClock.now + Self.pause)
                let late = SteadyClock.now - looked
                self.state.withLock {
                    $0.oversleeps.append(TimeSpan(nanoseconds: late.nanoseconds - Self.pause.nanoseconds))
                }
            }
        }
    }

    /// When it was last seen not to have acted yet: it acted after that.
    var seenBefore: MonotonicTime? { state.withLock(\.seenBefore) }

    /// By how much a thread of this machine was late in nine of ten times.
    var lateness: TimeSpan {
        let sorted = state.withLock { $0.oversleeps.sorted() }
        return sorted.isEmpty ? .zero : sorted[sorted.count * 9 / 10]
    }

    /// Looks no more.
    func stop() { state.withLock { $0.isOver = true } }
}
