import CLinux
import Glibc

/// The signals that a terminal session answers, taken out of the usual way and read like input.
///
/// A signal that interrupts a thread at any place can do next to nothing there. Blocked everywhere and read from a
/// descriptor, it is one more event of the session's loop (signalfd(2)).
public final class TerminalSignals: Sendable {
    /// Readable while a signal waits.
    let descriptor: Int32

    private static let answered = [SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT]

    /// Blocks the signals in the calling thread and in all that it starts from now on.
    ///
    /// It has to be called before any other thread exists: a thread that does not block them would be ended by them.
    /// SIGPIPE is blocked too, so that writing to a broken connection is an error like others.
    public static func block() throws(TerminalError) -> TerminalSignals {
        let blocked = answered + [SIGPIPE]
        guard unsafe clinux_block_signals(blocked, Int32(blocked.count)) == 0 else {
            throw .system(call: "pthread_sigmask", errno: errno)
        }
        let descriptor = unsafe clinux_signalfd(answered, Int32(answered.count))
        guard descriptor >= 0 else { throw .system(call: "signalfd", errno: errno) }
        return TerminalSignals(descriptor)
    }

    private init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        Glibc.close(descriptor)
    }

    /// The next signal that waits, if there is one.
    func next() -> Int32? {
        let number = clinux_read_signal(descriptor)
        return number == 0 ? nil : number
    }
}
