import Glibc
import TUI
import TestKit
import Testing

@testable import Terminal

/// A kind of terminal that is tested, with what it can show.
struct TestedTerminal: Sendable, CustomTestStringConvertible {
    let name: String
    let choice: ColourChoice
    let depth: ColourDepth
    /// Whether erased cells get the background colour.
    var erasesWithColour = false
    /// The attributes that its terminfo entry cannot show.
    var missing: TextAttributes = []

    static let all = [
        TestedTerminal(name: "xterm-256color", choice: .always, depth: .indexed, erasesWithColour: true),
        TestedTerminal(name: "xterm", choice: .always, depth: .ansi8, erasesWithColour: true),
        TestedTerminal(name: "tmux-256color", choice: .always, depth: .indexed),
        TestedTerminal(name: "screen-256color", choice: .always, depth: .indexed),
        TestedTerminal(name: "screen-256color", choice: .ansi, depth: .ansi16),
        TestedTerminal(name: "linux", choice: .always, depth: .ansi8, erasesWithColour: true),
        TestedTerminal(name: "linux", choice: .never, depth: .mono, erasesWithColour: true),
        TestedTerminal(name: "xterm-256color", choice: .never, depth: .mono, erasesWithColour: true),
        TestedTerminal(name: "vt100", choice: .always, depth: .mono, missing: [.dim, .italic]),
    ]

    var testDescription: String { "\(name) \(depth)" }

    /// What a cell of a grid must look like on it.
    func shown(_ cell: Cell) -> VirtualCell {
        let style = Theme.standard.style(of: cell.role, at: depth)
        var shown = VirtualStyle()
        shown.foreground = style.foreground
        shown.background = style.background
        shown.attributes = style.attributes.subtracting(missing)
        return VirtualCell(cell.scalar, shown)
    }

    /// The first cell that does not show what the grid says, or nothing.
    func difference(_ terminal: VirtualTerminal, from grid: Grid) -> String? {
        guard terminal.size == grid.size else { return "size \(terminal.size) for \(grid.size)" }
        for row in 0..<grid.size.rows {
            for column in 0..<grid.size.columns {
                let (seen, wanted) = (terminal[row, column], shown(grid[row, column]))
                guard !looksLike(seen, wanted), !isUnreachable(row, column, grid.size) else { continue }
                return "row \(row) column \(column) of \(grid.size): \(seen), not \(wanted)"
            }
        }
        return terminal.unknown.isEmpty ? nil : "unknown: \(terminal.unknown)"
    }

    /// Whether a person sees no difference: a blank shows its background and what is drawn without a character.
    private func looksLike(_ seen: VirtualCell, _ wanted: VirtualCell) -> Bool {
        guard seen.scalar == " ", wanted.scalar == " " else { return seen == wanted }
        let visible: TextAttributes = [.reverse, .underline]
        let attributes = seen.style.attributes.intersection(visible)
        guard attributes == wanted.style.attributes.intersection(visible) else { return false }
        return seen.style.background == wanted.style.background
            && (attributes.isEmpty || seen.style.foreground == wanted.style.foreground)
    }

    /// Whether ncurses has no way to write a cell: the last one, in a terminal whose wrapping cannot be switched off, is
    /// pushed there from the column before it, if there is one.
    private func isUnreachable(_ row: Int, _ column: Int, _ size: ScreenSize) -> Bool {
        size.columns == 1 && row == size.rows - 1 && (name.hasPrefix("tmux") || name.hasPrefix("screen"))
    }

    /// A screen on a terminal of this kind and of a size, as the session opens it.
    func open(_ size: ScreenSize) throws -> CursesScreen {
        let device = try PseudoTerminal(size: size)
        let entry = try TerminalEntry(
            name: name,
            choice: choice,
            environment: TerminalTests.environment(name)
        )
        return try CursesScreen(entry, terminal: dup(device.device), size: size, options: TerminalOptions())
    }
}
