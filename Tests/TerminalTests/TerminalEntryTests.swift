import Glibc
import TUI
import TestKit
import Testing

@testable import Terminal

extension TerminalTests {
    @Suite("Choice of terminal, colours and glyphs")
    struct TerminalEntryTests {
        init() { TerminalTests.locale }

        @Test(
            "A terminal that cannot show the console is refused with a sentence",
            arguments: [
                (nil, TerminalError.terminalNotNamed), ("", .terminalNotNamed), ("dumb", .dumbTerminal("dumb")),
                ("no-such-terminal", .unknownTerminal("no-such-terminal")),
            ] as [(String?, TerminalError)]
        )
        func refuses(name: String?, error: TerminalError) {
            #expect(throws: error) {
                try TerminalEntry(name: name, choice: .automatic, environment: TerminalTests.environment(name))
            }
            #expect(error.description.contains("tmux"))
            #expect(!error.description.contains("\n"))
        }

        @Test("Input or output that is no terminal is refused without a byte")
        func notATerminal() throws {
            let device = try PseudoTerminal(size: ScreenSize(columns: 80, rows: 24))
            var ends: [Int32] = [0, 0]
            try #require(unsafe pipe(&ends) == 0)
            defer { for end in ends { close(end) } }
            for ports in [
                TerminalPorts(input: ends[0], output: device.device, errors: -1),
                TerminalPorts(input: device.device, output: ends[1], errors: -1),
            ] {
                #expect(throws: TerminalError.notATerminal) {
                    try TerminalSession.run(
                        SampleConsole.connecting.model,
                        TestSource(),
                        TerminalSignals.block(),
                        TerminalOptions(),
                        BuiltInTheme(),
                        ports,
                        TerminalTests.environment("xterm-256color"),
                        { _ in }
                    )
                }
            }
            #expect(device.read().isEmpty)
            var readable = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
            #expect(unsafe poll(&readable, 1, 0) == 0)
        }

        @Test(
            "Colours follow the terminal, NO_COLOR and the person's choice, in this order of weight",
            arguments: [
                ("xterm-256color", ColourChoice.automatic, false, ColourDepth.indexed),
                ("xterm-256color", .automatic, true, .mono), ("xterm-256color", .always, true, .indexed),
                ("xterm-256color", .never, false, .mono), ("xterm-256color", .ansi, true, .ansi16),
                ("xterm", .indexed, false, .ansi8), ("linux", .automatic, false, .ansi8),
                ("vt100", .always, false, .mono), ("vt100", .direct, false, .mono),
            ] as [(String, ColourChoice, Bool, ColourDepth)]
        )
        func colours(name: String, choice: ColourChoice, forbidden: Bool, depth: ColourDepth) throws {
            let environment = TerminalEnvironment(terminal: name, forbidsColour: forbidden, claimsTrueColour: false)
            let entry = try TerminalEntry(name: name, choice: choice, environment: environment)
            let device = try PseudoTerminal(size: ScreenSize(columns: 80, rows: 24))
            let screen = try CursesScreen(
                entry,
                terminal: dup(device.device),
                size: ScreenSize(columns: 80, rows: 24),
                options: TerminalOptions()
            )
            #expect(screen.depth == depth)
        }

        @Test("Without colours not one colour sequence is written")
        func monoWritesNoColour() throws {
            let session = try RunningSession(
                environment: TerminalEnvironment(
                    terminal: "xterm-256color",
                    forbidsColour: true,
                    claimsTrueColour: true
                )
            )
            session.source.put(SampleConsole.oneVenueDown.model)
            #expect(session.wait(for: "KRAKEN is down"))
            let coloured = session.terminal.cells.contains { $0.style.foreground != nil || $0.style.background != nil }
            #expect(!coloured)
            #expect(session.terminal.cells.contains { $0.style.attributes.contains([.reverse, .bold]) })
        }

        @Test("Glyphs are ASCII when asked for, and Unicode where the locale is UTF-8")
        func glyphs() {
            #expect(TerminalLocale.glyphs(.ascii) == .ascii)
            #expect(TerminalLocale.glyphs(.unicode) == .unicode)
            #expect(TerminalLocale.glyphs(.automatic) == .unicode)
        }
    }
}
