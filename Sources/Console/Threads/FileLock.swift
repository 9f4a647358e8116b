public import Books
import CLinux
import Glibc

/// A file that one process at a time holds; let go when the process ends, however it does.
public final class FileLock: Sendable {
    private let descriptor: Int32

    /// Takes the file at `path`, which is made; nil where another process holds it, or it cannot be opened.
    public init?(_ path: String) {
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return nil }
        guard clinux_lock(descriptor) == 0 else {
            close(descriptor)
            return nil
        }
    }

    deinit {
        close(descriptor)
    }

    /// Waits until nobody holds the file at `path`, at most until `deadline`; whether nobody does.
    public static func wait(_ path: String, until deadline: MonotonicTime) -> Bool {
        while FileLock(path) == nil {
            guard SteadyClock.now < deadline else { return false }
            _ = clinux_poll(nil, 0, TimeSpan.milliseconds(20).nanoseconds)
        }
        return true
    }
}
