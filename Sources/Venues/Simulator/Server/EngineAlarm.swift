import Books
import CLinux
import Glibc
import Threads

/// Lets the engine's thread sleep until its next act, or until another thread has something for it.
struct EngineAlarm: Sendable {
    private let wake = WakeDescriptor()

    /// Ends a sleep, or the next one.
    func ring() {
        wake.wake()
    }

    /// Sleeps until somebody rings or `deadline` has come.
    func sleep(until deadline: MonotonicTime) {
        var watched = pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0)
        let span = max(0, (deadline - SteadyClock.now).nanoseconds)
        // A signal or a shortage of memory ends the sleep early: the engine looks at its clock and sleeps again.
        if unsafe clinux_poll(&watched, 1, span) > 0 { wake.clear() }
    }
}
