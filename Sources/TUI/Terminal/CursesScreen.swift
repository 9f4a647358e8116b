import CLinux
import CNcurses
import Glibc
import TUI

/// Turns grids into the bytes that a terminal needs to show them, with the help of ncurses.
///
/// ncurses writes into a file in memory, never to the terminal: a terminal that does not read would block it, and the keys
/// with it, and what goes around a frame has to go out with it in one write.
///
/// There can be only one at a time, on one thread: ncurses keeps its screen in global variables.
@safe
final class CursesScreen {
    /// How many colours it uses.
    let depth: ColourDepth
    /// What to write around the frames.
    let texts: TerminalTexts

    private let handle: OpaquePointer
    /// The file in memory; the C library's stream owns the descriptor.
    private let staging: Int32
    private var looks: [cncurses_cell]
    /// Whether the terminal can be kept from wrapping while its last cell is written.
    private let canStopWrapping: Bool
    private var shown: Grid?
    /// The cells of the run that is handed over, kept for its memory.
    private var run: [cncurses_cell] = []
    private var size: ScreenSize

    /// A screen on the terminal that `terminal` is open on, which it closes at once or, on success, in the end.
    init(_ entry: TerminalEntry, terminal: Int32, size: ScreenSize, options: TerminalOptions) throws(TerminalError) {
        guard let handle = unsafe cncurses_open(entry.name, terminal) else {
            throw .unknownTerminal(entry.name)
        }
        unsafe self.handle = unsafe handle
        staging = terminal
        texts = TerminalTexts(entry, sync: options.sync, title: options.title)
        canStopWrapping = unsafe cncurses_text("smam") != nil
        self.size = size
        depth = entry.depth(colours: cncurses_colours())
        if depth != .mono {
            cncurses_start_colours()
        }
        looks = Self.looks(options.theme, depth)
        let memory = unsafe clinux_memfd("rung-frame")
        // From here on ncurses writes into memory. It asked the terminal for its size and modes before.
        guard memory >= 0, dup2(memory, staging) >= 0 else {
            let code = errno
            unsafe cncurses_close(handle)
            throw .system(call: "memfd_create", errno: code)
        }
        Glibc.close(memory)
        cncurses_hide_cursor()
        // What was written so far takes the terminal, and is for it; what comes of gathering is not.
        let taken = lseek(staging, 0, SEEK_CUR)
        cncurses_gather()
        guard lseek(staging, taken, SEEK_SET) == taken else {
            let code = errno
            unsafe cncurses_close(handle)
            throw .system(call: "lseek", errno: code)
        }
        cncurses_resize(Int32(size.columns), Int32(size.rows))
        cncurses_redraw_all()
    }

    deinit {
        unsafe cncurses_close(handle)
    }

    /// How many unchanged cells may lie between two changed ones of a run.
    private static let longestGap = 6

    /// Takes the terminal's new size; the next grid is drawn as a whole.
    func resize(_ size: ScreenSize) {
        self.size = size
        cncurses_resize(Int32(size.columns), Int32(size.rows))
        redrawAll()
    }

    /// Takes another theme; the next frame draws everything.
    func use(_ theme: Theme) {
        looks = Self.looks(theme, depth)
        redrawAll()
    }

    /// Makes the next frame clear the terminal and draw everything.
    func redrawAll() {
        shown = nil
        cncurses_redraw_all()
    }

    /// Adds the bytes that turn what the terminal shows into `grid`, which must have the screen's size.
    func draw(_ grid: Grid, into bytes: inout [UInt8]) throws(TerminalError) {
        precondition(grid.size == size, "a grid of \(grid.size) for a screen of \(size)")
        // Without it ncurses pushes the last cell into its place from the one before, and reads beyond its line if there
        // is none (PutCharLR, 6.4): in a terminal one column wide that cell stays blank.
        let rows = size.columns == 1 && !canStopWrapping ? size.rows - 1 : size.rows
        for row in 0..<rows {
            var column = 0
            while let changed = changedColumns(row, from: column, of: grid) {
                put(grid, row: row, columns: changed)
                column = changed.upperBound
            }
        }
        shown = grid
        cncurses_update()
        try take(into: &bytes)
    }

    /// The next columns from `first` on that changed, with unchanged ones between them as long as those are few: a cell
    /// is cheaper to hand over than another run.
    private func changedColumns(_ row: Int, from first: Int, of grid: Grid) -> Range<Int>? {
        guard let shown else { return first == 0 ? 0..<size.columns : nil }
        var lower = first
        while lower < size.columns, grid[row, lower] == shown[row, lower] { lower += 1 }
        guard lower < size.columns else { return nil }
        var upper = lower + 1
        var column = upper
        while column < size.columns, column - upper < Self.longestGap {
            if grid[row, column] != shown[row, column] { upper = column + 1 }
            column += 1
        }
        return lower..<upper
    }

    private func put(_ grid: Grid, row: Int, columns: Range<Int>) {
        run.removeAll(keepingCapacity: true)
        for column in columns {
            let cell = grid[row, column]
            var look = looks[Int(cell.role.rawValue)]
            look.scalar = cell.scalar.value
            run.append(look)
        }
        unsafe cncurses_put(Int32(row), Int32(columns.lowerBound), run, Int32(run.count))
    }

    /// Moves what ncurses wrote from the file in memory to `bytes`.
    private func take(into bytes: inout [UInt8]) throws(TerminalError) {
        let count = Int(lseek(staging, 0, SEEK_CUR))
        guard count > 0 else { return }
        let frame = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = max(unsafe pread(staging, buffer.baseAddress, count, 0), 0)
        }
        guard frame.count == count, lseek(staging, 0, SEEK_SET) == 0 else {
            throw .system(call: "pread", errno: errno)
        }
        bytes += frame
    }

    /// The attributes and the colour pair of every role.
    private static func looks(_ theme: Theme, _ depth: ColourDepth) -> [cncurses_cell] {
        var pairs: [CellStyle] = []
        return Role.allCases.map { role in
            let style = theme.style(of: role, at: depth)
            return cncurses_cell(
                scalar: 0x20,
                attributes: attributes(style.attributes),
                pair: depth == .mono ? 0 : pair(for: style, in: &pairs)
            )
        }
    }

    private static func pair(for style: CellStyle, in pairs: inout [CellStyle]) -> Int32 {
        guard style.foreground != nil || style.background != nil else { return 0 }
        let known = pairs.firstIndex { $0.foreground == style.foreground && $0.background == style.background }
        if let known { return Int32(known + 1) }
        // A terminal without room for another pair shows the role in its own colours.
        let number = Int32(pairs.count + 1)
        guard cncurses_define_pair(number, style.foreground ?? -1, style.background ?? -1) == 0 else { return 0 }
        pairs.append(style)
        return number
    }

    private static func attributes(_ attributes: TextAttributes) -> UInt32 {
        let bits = [
            (TextAttributes.bold, CNCURSES_BOLD), (.dim, CNCURSES_DIM), (.italic, CNCURSES_ITALIC),
            (.underline, CNCURSES_UNDERLINE), (.reverse, CNCURSES_REVERSE),
        ]
        return bits.reduce(0) { attributes.contains($1.0) ? $0 | UInt32($1.1) : $0 }
    }
}
