public import Books
import CLinux
import Glibc

/// A descriptor that a thread can poll and that any other thread can make readable.
///
/// It wraps an eventfd: many wakes before a clear count as one.
public final class WakeDescriptor: Sendable {
    /// The descriptor to poll for readability.
    public let descriptor: Int32

    /// A descriptor that nobody has woken yet.
    ///
    /// Ends the process where Linux has no descriptor left.
    public init() {
        descriptor = clinux_eventfd()
        precondition(descriptor >= 0, "no descriptor left for a wake-up (errno \(errno)): raise `ulimit -n`")
    }

    deinit {
        Glibc.close(descriptor)
    }

    /// Makes the descriptor readable.
    ///
    /// Never blocks.
    public func wake() {
        var one: UInt64 = 1
        // The only failure of a write of 1 is a full counter, which is readable already.
        _ = unsafe Glibc.write(descriptor, &one, 8)
    }

    /// Waits until somebody wakes the descriptor, or until `deadline`; whether it is readable then.
    @discardableResult
    public func wait(until deadline: MonotonicTime) -> Bool {
        // An interrupted wait ends early: the caller looks at the clock again anyway.
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe clinux_poll(&entry, 1, max(0, (deadline - SteadyClock.now).nanoseconds)) > 0
    }

    /// Waits until somebody wakes it, `other` is readable or closed (none where that is below 0), or `deadline`.
    public func wait(with other: Int32, until deadline: MonotonicTime) {
        var entries = [descriptor, other].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        _ = unsafe clinux_poll(&entries, Int32(entries.count), max(0, (deadline - SteadyClock.now).nanoseconds))
    }

    /// Makes the descriptor unreadable until the next wake.
    public func clear() {
        Self.clear(descriptor)
    }

    /// Makes any wake descriptor unreadable until its next wake.
    public static func clear(_ descriptor: Int32) {
        var count: UInt64 = 0
        _ = unsafe Glibc.read(descriptor, &count, 8)
    }
}
