import Glibc

/// Standard output for lines: never blocks, and tells a reader that is gone from a disk that is full.
struct LineOutput: ~Copyable {
    /// Where lines are written.
    let descriptor: Int32

    private let isOwn: Bool
    private var pending: [UInt8] = []

    /// How a write went.
    enum Progress: Equatable {
        /// Everything is written.
        case done
        /// The reader takes no more now.
        case blocked
        /// Nothing can be written any more.
        case failed(errno: Int32)
    }

    /// Lines to `output`.
    ///
    /// A terminal is opened anew, as ``TerminalDevice`` does it: one that was stopped with Ctrl-S blocks even a write that
    /// poll(2) promised room for.
    init(_ output: Int32) {
        let name = isatty(output) == 1 ? unsafe ttyname(output).map { unsafe String(cString: $0) } : nil
        let own = name.map { unsafe open($0, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) } ?? -1
        isOwn = own >= 0
        descriptor = own >= 0 ? own : output
    }

    deinit {
        if isOwn { close(descriptor) }
    }

    /// Whether bytes wait because nobody reads.
    var isBlocked: Bool { !pending.isEmpty }

    /// Writes a line, as far as the reader takes it.
    mutating func write(_ line: String) -> Progress {
        pending += Array((line + "\n").utf8)
        return flush()
    }

    /// Writes what waits, as far as the reader takes it.
    ///
    /// Call it where poll(2) says that there is room: a pipe then takes 4096 bytes without blocking (pipe(7), PIPE_BUF).
    mutating func flush() -> Progress {
        guard isBlocked else { return .done }
        let count = min(pending.count, 4096)
        let written = unsafe pending.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, count) }
        guard written >= 0 else {
            return errno == EAGAIN || errno == EINTR ? .blocked : .failed(errno: errno)
        }
        pending.removeFirst(written)
        return isBlocked ? .blocked : .done
    }
}
