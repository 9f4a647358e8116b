import Books
import CLinux
import CTerminal
import Glibc
import TUI
import Threads

/// The terminal itself: its modes, its size, and a descriptor that writes to it without blocking.
///
/// Standard input and output are taken to be one terminal. The descriptor is opened anew: O_NONBLOCK on descriptor 0, 1
/// or 2 would be shared with the shell, which does not expect it.
struct TerminalDevice: ~Copyable {
    /// Where keys are read.
    let input: Int32
    /// Where frames are written; does not block.
    let writer: Int32
    /// The modes that the terminal had before.
    private(set) var savedModes = termios()

    private let path: String

    /// The terminal that both descriptors are open on.
    init(input: Int32, output: Int32) throws(TerminalError) {
        guard isatty(input) == 1, isatty(output) == 1, let name = unsafe ttyname(output) else {
            throw .notATerminal
        }
        let path = unsafe String(cString: name)
        let writer = unsafe Glibc.open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard writer >= 0 else { throw .system(call: "open(\(path))", errno: errno) }
        self.input = input
        self.path = path
        self.writer = writer
    }

    deinit {
        Glibc.close(writer)
    }

    /// Takes the modes of this moment as those to restore.
    mutating func saveModes() throws(TerminalError) {
        guard unsafe tcgetattr(writer, &savedModes) == 0 else {
            throw .system(call: "tcgetattr", errno: errno)
        }
    }

    /// Sets the modes for keys one by one.
    func setModes() throws(TerminalError) {
        let modes = savedModes
        guard unsafe withUnsafePointer(to: modes, { unsafe cterminal_enter(writer, $0) }) == 0 else {
            throw .system(call: "tcsetattr", errno: errno)
        }
    }

    /// Restores the modes from before, at once: waiting for output could take for ever.
    func restoreModes() {
        var modes = savedModes
        // A terminal that is gone has no modes to restore.
        _ = unsafe tcsetattr(writer, TCSANOW, &modes)
    }

    /// A descriptor for ncurses, which asks it for the terminal's size and modes.
    func open() throws(TerminalError) -> Int32 {
        let descriptor = unsafe Glibc.open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(call: "open(\(path))", errno: errno) }
        return descriptor
    }

    /// The terminal's size now; 80x24 where it does not know it, as on some serial lines.
    var size: ScreenSize {
        var columns: UInt16 = 0
        var rows: UInt16 = 0
        guard unsafe clinux_window_size(writer, &columns, &rows) == 0, columns > 0, rows > 0 else {
            return ScreenSize(columns: 80, rows: 24)
        }
        return ScreenSize(columns: Int(columns), rows: Int(rows))
    }

    /// Writes what must be written before the end, but no longer than `span`: the terminal may have stopped reading.
    func write(_ bytes: [UInt8], within milliseconds: Int64) {
        var queue = OutputQueue()
        queue.append(bytes)
        let deadline = SteadyClock.now + TimeSpan.milliseconds(milliseconds)
        while case .blocked = queue.flush(to: writer) {
            let left = deadline - SteadyClock.now
            guard left > .zero else { return }
            var wait = pollfd(fd: writer, events: Int16(POLLOUT), revents: 0)
            _ = unsafe clinux_poll(&wait, 1, left.nanoseconds)
        }
    }
}
