public import Books
import CLinux
import Glibc

/// The signals that end a program without a screen, taken in by a descriptor instead of by a handler.
///
/// Make it before any other thread starts: threads inherit which signals are blocked.
public final class StopSignals: Sendable {
    private static let numbers = [SIGINT, SIGTERM, SIGHUP]

    private let descriptor: Int32

    /// Blocks the signals in this thread and all threads it starts from now on.
    public init() {
        unsafe clinux_block_signals(Self.numbers, Int32(Self.numbers.count))
        descriptor = unsafe clinux_signalfd(Self.numbers, Int32(Self.numbers.count))
        precondition(descriptor >= 0, "no descriptor left for signals (errno \(errno)): raise `ulimit -n`")
    }

    deinit {
        close(descriptor)
    }

    /// Waits for a signal, at most until `deadline`; its number, or nil if none came.
    public func wait(until deadline: MonotonicTime) -> Int32? {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = unsafe clinux_poll(&entry, 1, max(0, (deadline - SteadyClock.now).nanoseconds))
        let number = clinux_read_signal(descriptor)
        return number == 0 ? nil : number
    }
}
