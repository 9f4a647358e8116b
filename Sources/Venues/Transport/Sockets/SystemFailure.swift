import Glibc

/// What a failed system call says about itself.
enum SystemFailure {
    /// The text for an error number, such as "Connection refused".
    static func text(_ number: Int32) -> String {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { text in
            guard let start = text.baseAddress, unsafe strerror_r(number, start, text.count) == 0
            else { return "error \(number)" }
            return unsafe String(cString: start)
        }
    }

    /// The text for this thread's last error number.
    static var last: String { text(errno) }

    /// Whether a call on a non-blocking descriptor failed only because it would have blocked or was interrupted.
    static func isPassing(_ number: Int32) -> Bool {
        number == EAGAIN || number == EWOULDBLOCK || number == EINTR
    }
}
