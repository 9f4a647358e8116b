import CLinux
import Glibc

extension TerminalSession {
    /// Lets the engine go on after the terminal is gone, until a signal or the engine itself ends it.
    ///
    /// Further hang-ups mean nothing: there is no terminal left that could hang up.
    public static func runUnseen(source: some ViewSource, signals: TerminalSignals) -> TerminalEnd {
        while !source.hasEnded {
            var descriptors = [
                pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: source.wakeDescriptor, events: Int16(POLLIN), revents: 0),
            ]
            _ = unsafe clinux_poll(&descriptors, Int32(descriptors.count), -1)
            while let number = signals.next() {
                if number == SIGTERM || number == SIGINT { return .signal(number) }
            }
            _ = source.takeLatest()
        }
        return .engineEnded
    }
}
