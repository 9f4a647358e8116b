import Glibc
import TUI

/// The terminal while the console has it, and the way in and out.
final class TerminalStage {
    private var device: TerminalDevice
    /// What draws, while the console has the terminal.
    private var screen: CursesScreen?
    private var errors: ErrorKeeper?
    private var queue = OutputQueue()
    /// The size that frames must have.
    private(set) var size: ScreenSize
    /// How many bytes the last frame took.
    private(set) var lastFrameBytes = 0
    private let entry: TerminalEntry
    private let ports: TerminalPorts
    private var options: TerminalOptions

    /// How long a terminal that does not read may hold up the way out, in milliseconds.
    private static let patience: Int64 = 200

    /// Takes the terminal.
    init(entry: TerminalEntry, ports: TerminalPorts, options: TerminalOptions) throws(TerminalError) {
        self.entry = entry
        self.ports = ports
        self.options = options
        device = try TerminalDevice(input: ports.input, output: ports.output)
        size = device.size
        try enter()
    }

    deinit {
        leave()
    }

    /// Where keys are read.
    var input: Int32 { device.input }

    /// Where frames are written.
    var output: Int32 { device.writer }

    /// Whether bytes wait because the terminal does not read.
    var isBlocked: Bool { !queue.isEmpty }

    /// Draws a frame and writes it, as far as the terminal takes it.
    func show(_ grid: Grid) throws(TerminalError) -> OutputQueue.Progress {
        guard let screen else { return .done }
        var bytes: [UInt8] = []
        try screen.draw(grid, into: &bytes)
        lastFrameBytes = bytes.count
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

    /// Takes the terminal's size of this moment for the next frame, which is drawn as a whole.
    func resize() {
        size = device.size
        screen?.resize(size)
    }

    /// Makes the next frame clear the terminal and draw everything.
    func redrawAll() {
        screen?.redrawAll()
    }

    /// Takes another theme.
    func use(_ theme: Theme) {
        options.theme = theme
        screen?.use(theme)
    }

    /// The name of the theme in use.
    var themeName: String { options.theme.name }

    /// Gives the terminal back as it was; does nothing the second time.
    func leave() {
        guard let texts = screen?.texts else { return }
        queue.removeAll()
        device.restoreModes()
        let messages = errors.take()?.giveBack() ?? []
        device.write(texts.leave + messages, within: Self.patience)
        CrashGuard.disarm()
        screen = nil
    }

    /// Takes the terminal, at first and again after ``leave()``.
    func enter() throws(TerminalError) {
        try device.saveModes()
        size = device.size
        let screen: CursesScreen
        do throws(TerminalError) {
            screen = try CursesScreen(entry, terminal: device.open(), size: size, options: options)
        } catch {
            // ncurses may have set modes of its own before it failed.
            device.restoreModes()
            throw error
        }
        let errors = ErrorKeeper(ports.errors)
        CrashGuard.arm(
            terminal: device.writer,
            modes: device.savedModes,
            leave: screen.texts.leave,
            errors: errors
        )
        self.errors = consume errors
        self.screen = screen
        queue.append(screen.texts.enter)
        try device.setModes()
    }
}
