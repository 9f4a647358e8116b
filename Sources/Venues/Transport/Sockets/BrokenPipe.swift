import CLinux
import Glibc

/// Keeps a peer that has gone away from ending the process.
///
/// OpenSSL writes by write(2), which raises SIGPIPE on a connection that the peer has reset, and the default for
/// that signal is death. The signal goes to the thread that wrote, so each thread of this target blocks it for
/// itself and reads the cause from EPIPE. To ignore it for the whole process would be shorter, but is not ours to
/// decide: `rung report | head` should end quietly.
enum BrokenPipe {
    /// Blocks SIGPIPE in the calling thread.
    static func block() {
        unsafe withUnsafePointer(to: SIGPIPE) { signal in
            let failure = unsafe clinux_block_signals(signal, 1)
            precondition(failure == 0, "pthread_sigmask refused to block SIGPIPE (\(failure))")
        }
    }
}
