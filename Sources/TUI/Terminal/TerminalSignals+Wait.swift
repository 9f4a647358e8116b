public import Books
import CLinux
import Glibc
import Threads

extension TerminalSignals {
    /// Waits until `descriptor` is readable, `deadline`, or a signal that asks for the end; that signal's number.
    public func wait(for descriptor: Int32, until deadline: MonotonicTime) -> Int32? {
        var descriptors = [
            pollfd(fd: self.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        ]
        _ = unsafe clinux_poll(&descriptors, Int32(descriptors.count), max((deadline - SteadyClock.now).nanoseconds, 0))
        while let number = next() {
            if [SIGINT, SIGTERM, SIGHUP].contains(number) { return number }
        }
        return nil
    }
}
