import Books
import CLinux
import Glibc
import Threads

/// What a thread may do after it has waited for a socket and for its wake descriptor.
struct Readiness: Equatable {
    /// The wake descriptor is readable.
    var isWoken = false
    /// The socket may be read: bytes, an end or an error wait there.
    var isReadable = false
    /// The socket may be written.
    var isWritable = false

    /// Waits for `socket`, if there is one, and for `wake` until `deadline`, for ever where that is nil.
    ///
    /// Nothing set means that the deadline has come. Nanoseconds count: poll(2) would round a deadline of the
    /// next half millisecond to one or to none.
    static func wait(
        socket: Int32?,
        wantsWriting: Bool,
        wake: Int32,
        until deadline: MonotonicTime?
    ) -> Readiness {
        let socketEvents = Int16(POLLIN) | (wantsWriting ? Int16(POLLOUT) : 0)
        // poll(2) ignores a descriptor of -1.
        var watched: InlineArray<2, pollfd> = [
            pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
            pollfd(fd: socket ?? -1, events: socketEvents, revents: 0),
        ]
        var span = watched.mutableSpan
        while true {
            let rest = deadline.map { max(0, ($0 - SteadyClock.now).nanoseconds) } ?? -1
            let count = unsafe span.withUnsafeMutableBufferPointer { unsafe clinux_poll($0.baseAddress, 2, rest) }
            if count >= 0 { break }
            // With two descriptors and a time that is not negative, nothing else can fail (poll(2), "Errors").
            precondition(errno == EINTR, "ppoll failed: \(SystemFailure.last)")
        }
        let found = Int32(span[1].revents)
        return Readiness(
            isWoken: span[0].revents != 0,
            isReadable: found & ~POLLOUT != 0,
            isWritable: found & POLLOUT != 0
        )
    }

    /// Whether `wake` is readable now; it stays so.
    static func isWoken(_ wake: Int32) -> Bool {
        wait(socket: nil, wantsWriting: false, wake: wake, until: MonotonicTime(nanoseconds: 0)).isWoken
    }
}
