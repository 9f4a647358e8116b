import Books
import Synchronization
import Threads

/// Whether all tasks have ended, for threads that are no tasks.
final class TaskEnd: Sendable {
    private let flag = Atomic(false)
    /// Readable when they have.
    let wake = WakeDescriptor()

    /// Whether they have ended.
    var hasEnded: Bool { flag.load(ordering: .acquiring) }

    /// Notes that they have ended.
    func note() {
        flag.store(true, ordering: .releasing)
        wake.wake()
    }

    /// Waits for the end, at most until `deadline`; whether it has come.
    func wait(until deadline: MonotonicTime) -> Bool {
        wake.wait(until: deadline)
    }
}
