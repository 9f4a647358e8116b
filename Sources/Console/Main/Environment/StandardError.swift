import Glibc
import Venues

/// Says a sentence on standard error.
///
/// Written by `write(2)` at once: what is buffered is lost when a process traps. A terminal that reads nothing is given
/// up after a while: what is said at the end must not keep the process from ending.
enum StandardError {
    /// How long a terminal may take for the next piece, in milliseconds.
    private static let patience: Int32 = 200

    /// Says a sentence, which may quote anybody: the terminal does nothing but show it.
    static func say(_ sentence: String) {
        var bytes = Array("rung: \(PlainText.lines(sentence))\n".utf8)
        // A description of our own: whether writing blocks is a property of the one that the shell has too.
        let terminal = unsafe ttyname(STDERR_FILENO).map { unsafe open($0, O_WRONLY | O_NONBLOCK | O_NOCTTY) } ?? -1
        defer { if terminal >= 0 { close(terminal) } }
        let target = terminal >= 0 ? terminal : STDERR_FILENO
        while !bytes.isEmpty {
            let written = unsafe bytes.withUnsafeBytes { unsafe write(target, $0.baseAddress, $0.count) }
            if written > 0 {
                bytes.removeFirst(written)
            } else {
                guard written < 0, errno == EAGAIN, isWritable(target) else { return }
            }
        }
    }

    private static func isWritable(_ target: Int32) -> Bool {
        var entry = pollfd(fd: target, events: Int16(POLLOUT), revents: 0)
        return unsafe poll(&entry, 1, patience) > 0
    }
}
