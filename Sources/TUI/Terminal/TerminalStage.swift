import Glibc
import TUI

/// The terminal while the console has it, and the way in and out.
final class TerminalStage {
    /// What draws on it.
    private(set) var screen: CursesScreen
    /// The terminal.
    private var device: TerminalDevice
    private var queue = OutputQueue()
    private var errors: ErrorKeeper?
    private let entry: TerminalEntry
    private let ports: TerminalPorts
    private let theme: Theme
    private var isEntered = false

    /// How long a terminal that does not read may hold up the way out.
    private static let patience: Int64 = 200

    /// Takes the terminal.
    init(entry: TerminalEntry, ports: TerminalPorts, theme: Theme) throws(TerminalError) {
        self.entry = entry
        self.ports = ports
        self.theme = theme
        var device = try TerminalDevice(input: ports.input, output: ports.output)
        try device.saveModes()
        do throws(TerminalError) {
            screen = try CursesScreen(entry, terminal: device.open(), size: device.size, theme: theme)
        } catch {
            // ncurses has set modes of its own before it failed.
            device.restoreModes()
            throw error
        }
        self.device = device
        try begin()
    }

    /// Where keys are read.
    var input: Int32 { device.input }

    /// Where frames are written.
    var output: Int32 { device.writer }

    /// The terminal's size now.
    var size: ScreenSize { device.size }

    /// Whether bytes wait because the terminal does not read.
    var isBlocked: Bool { !queue.isEmpty }

    /// Draws a frame and writes it, as far as the terminal takes it.
    func show(_ grid: Grid) throws(TerminalError) -> OutputQueue.Progress {
        var bytes: [UInt8] = []
        try screen.draw(grid, into: &bytes)
        if !bytes.isEmpty {
            queue.append(screen.texts.beginFrame)
            queue.append(bytes)
            queue.append(screen.texts.endFrame)
        }
        return flush()
    }

    /// Writes what waits, as far as the terminal takes it.
    func flush() -> OutputQueue.Progress {
        // After a crash in another thread the terminal is the shell's again.
        CrashGuard.hasFired ? .blocked : queue.flush(to: device.writer)
    }

    /// Gives the terminal back as it was; does nothing the second time.
    func leave() {
        guard isEntered else { return }
        isEntered = false
        queue.removeAll()
        device.restoreModes()
        let messages = errors.take()?.giveBack() ?? []
        device.write(screen.texts.leave + messages, within: Self.patience)
        CrashGuard.disarm()
    }

    /// Takes the terminal again after ``leave()``.
    func enterAgain() throws(TerminalError) {
        try device.saveModes()
        // A new screen begins with a terminal of which it assumes nothing.
        screen = try CursesScreen(entry, terminal: device.open(), size: device.size, theme: theme)
        try begin()
    }

    private func begin() throws(TerminalError) {
        let errors = ErrorKeeper(ports.errors)
        CrashGuard.arm(
            terminal: device.writer,
            modes: device.savedModes,
            leave: screen.texts.leave,
            errors: errors
        )
        self.errors = consume errors
        isEntered = true
        queue.append(screen.texts.enter)
        try device.setModes()
    }

    deinit {
        leave()
    }
}
