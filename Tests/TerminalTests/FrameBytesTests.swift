import Glibc
import TUI
import TestKit
import Testing

@testable import Terminal

extension TerminalTests {
    @Suite("Grids as bytes")
    struct FrameBytesTests {
        init() { TerminalTests.locale }

        @Test("What a terminal shows is the grid, after any sequence of grids and sizes", arguments: TestedTerminal.all)
        func showsTheGrid(kind: TestedTerminal) throws {
            let seed: UInt64 = 0xBEEF
            var grids = RandomGrids(seed: seed, glyphs: .unicode)
            for round in 0..<4 {
                var size = grids.size()
                let screen = try kind.open(size)
                #expect(screen.depth == kind.depth)
                var terminal = VirtualTerminal(size: size, erasesWithColour: kind.erasesWithColour)
                var grid = Grid(size: size)
                for step in 0..<20 {
                    if step % 9 == 8 {
                        size = grids.size()
                        terminal.resize(size)
                        screen.resize(size)
                    }
                    grid = grids.next(after: grid, size: size)
                    var bytes: [UInt8] = []
                    try screen.draw(grid, into: &bytes)
                    terminal.feed(bytes)
                    let difference = kind.difference(terminal, from: grid)
                    try #require(difference == nil, "seed \(seed), round \(round), step \(step): \(difference ?? "")")
                }
            }
        }

        @Test("A full redraw shows the same as what grew change by change", arguments: TestedTerminal.all)
        func redrawIsTheSame(kind: TestedTerminal) throws {
            let seed: UInt64 = 0xF00D
            var grids = RandomGrids(seed: seed, glyphs: .ascii)
            let size = ScreenSize(columns: 47, rows: 13)
            let screen = try kind.open(size)
            var grid = Grid(size: size)
            var grown = VirtualTerminal(size: size, erasesWithColour: kind.erasesWithColour)
            for _ in 0..<15 {
                grid = grids.next(after: grid, size: size)
                var bytes: [UInt8] = []
                try screen.draw(grid, into: &bytes)
                grown.feed(bytes)
            }
            // Somebody else wrote over the screen.
            var spoiled = grown
            spoiled.feed("\u{1B}[3;3Hwall: message from root\u{1B}[H".utf8)
            screen.redrawAll()
            var bytes: [UInt8] = []
            try screen.draw(grid, into: &bytes)
            spoiled.feed(bytes)
            let difference = kind.difference(spoiled, from: grid)
            #expect(difference == nil, "seed \(seed): \(difference ?? "")")
            let grownDifference = kind.difference(grown, from: grid)
            #expect(grownDifference == nil, "seed \(seed): \(grownDifference ?? "")")
        }

        @Test("No character is repeated by REP, although xterm's entry offers it")
        func noRepeats() throws {
            let size = ScreenSize(columns: 80, rows: 4)
            let screen = try TestedTerminal.all[0].open(size)
            var grid = Grid(size: size)
            for column in 0..<80 { grid.put(Cell("=", .text), row: 1, column: column) }
            var bytes: [UInt8] = []
            try screen.draw(grid, into: &bytes)
            var terminal = VirtualTerminal(size: size)
            terminal.feed(bytes)
            #expect(terminal.row(1) == String(repeating: "=", count: 80))
            #expect(terminal.repeats == 0)
        }

        @Test("The same grid again costs no byte")
        func nothingToDo() throws {
            let size = ScreenSize(columns: 80, rows: 24)
            let screen = try TestedTerminal.all[0].open(size)
            let grid = ConsoleScreen.draw(SampleConsole.normal.model, size: size, glyphs: .unicode)
            var bytes: [UInt8] = []
            try screen.draw(grid, into: &bytes)
            bytes.removeAll()
            try screen.draw(grid, into: &bytes)
            #expect(bytes.isEmpty)
        }

        @Test("The console's own frames arrive whole, at every size of the golden screens")
        func consoleFrames() throws {
            let kind = TestedTerminal.all[0]
            for size in [(80, 24), (120, 40), (200, 50)].map(ScreenSize.init(columns:rows:)) {
                let screen = try kind.open(size)
                var terminal = VirtualTerminal(size: size)
                for sample in SampleConsole.allCases {
                    let grid = ConsoleScreen.draw(sample.model, size: size, glyphs: .unicode)
                    var bytes: [UInt8] = []
                    try screen.draw(grid, into: &bytes)
                    terminal.feed(bytes)
                    let difference = kind.difference(terminal, from: grid)
                    #expect(difference == nil, "\(sample) at \(size): \(difference ?? "")")
                }
                #expect(terminal.isAlternate)
                #expect(!terminal.isCursorVisible)
            }
        }

        @Test("What is written in the end undoes what was written before", arguments: TestedTerminal.all)
        func leaveUndoes(kind: TestedTerminal) throws {
            let size = ScreenSize(columns: 40, rows: 6)
            var terminal = VirtualTerminal(size: size, erasesWithColour: kind.erasesWithColour)
            terminal.feed("\u{1B}[3;1H$ rung".utf8)
            let before = terminal.text
            let screen = try kind.open(size)
            var bytes: [UInt8] = []
            try screen.draw(ConsoleScreen.draw(SampleConsole.killed.model, size: size, glyphs: .ascii), into: &bytes)
            terminal.feed(screen.texts.enter + screen.texts.beginFrame + bytes)
            let modesInside = terminal.modes
            // The worst moment: in the middle of a frame.
            terminal.feed("\u{1B}[1;31mhalf".utf8)
            terminal.feed(screen.texts.leave)
            #expect(!terminal.isAlternate)
            #expect(terminal.isCursorVisible)
            #expect(terminal.modes.isDisjoint(with: [2004, 2026, 1049]))
            #expect(terminal.style == VirtualStyle())
            #expect(terminal.unknown.isEmpty, "\(terminal.unknown)")
            if kind.name.hasPrefix("vt") || kind.name == "linux" {
                #expect(modesInside.isDisjoint(with: [2004, 2026]))
                #expect(terminal.cursor.row == size.rows - 1)
                #expect(terminal.cursor.column == 0)
            } else {
                #expect(modesInside.isSuperset(of: [2004, 2026, 1049]))
                #expect(terminal.text == before)
            }
        }

        @Test("ncurses never writes to the terminal itself")
        func terminalStaysUntouched() throws {
            let size = ScreenSize(columns: 80, rows: 24)
            let device = try PseudoTerminal(size: size)
            let entry = try TerminalEntry(
                name: "xterm-256color",
                choice: .always,
                environment: TerminalTests.environment("xterm-256color")
            )
            let screen = try CursesScreen(entry, terminal: dup(device.device), size: size, options: TerminalOptions())
            var bytes: [UInt8] = []
            try screen.draw(ConsoleScreen.draw(SampleConsole.normal.model, size: size, glyphs: .unicode), into: &bytes)
            screen.redrawAll()
            try screen.draw(Grid(size: size), into: &bytes)
            #expect(!bytes.isEmpty)
            #expect(device.read().isEmpty)
        }
    }
}
