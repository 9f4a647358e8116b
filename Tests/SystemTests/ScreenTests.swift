import Foundation
import TUI
import TestKit
import Testing

extension SystemTests {
    @Suite("The console on a terminal", .serialized)
    struct ScreenTests {
        @Test("It shows four ladders, moves, follows the window's size, helps, and gives the terminal back")
        func wholeVisit() throws {
            let console = try ConsoleOnTerminal()
            try console.waitForFourLadders()
            try Self.waitForMoves(console)

            try console.resize(ScreenSize(columns: 120, rows: 40))
            try console.wait(for: "the layout of 120x40") { screen in
                screen.hasFourLadders && screen.shows("crossed ") && Self.fills(screen, columns: 120, rows: 40)
            }
            try console.resize(ScreenSize(columns: 200, rows: 50))
            try console.wait(for: "the layout of 200x50") { screen in
                screen.hasFourLadders && Self.fills(screen, columns: 200, rows: 50)
                    // Wide enough for each venue's part of a level as a number.
                    && screen.rows[3].contains(/share +BINANCE +KRAKEN/)
            }

            try console.type("?")
            try console.wait(for: "the help") { $0.shows("show or hide these keys") }
            try console.type("?")
            try console.wait(for: "the end of the help") { !$0.shows("KEYS") && $0.hasFourLadders }

            try console.type("q")
            #expect(try console.waitForEnd() == .exited(0))
            #expect(try console.leftovers() == [])
        }

        @Test(
            "Whatever ends it, the exit code says what, and the terminal is as it was",
            arguments: [Ending.controlC, .terminate, .hangUp]
        )
        func endings(ending: Ending) throws {
            let console = try ConsoleOnTerminal()
            try console.waitForFourLadders()
            #expect(console.terminal.isAlternate)
            #expect(try console.leftovers() != [])
            try ending.perform(console)
            #expect(try console.waitForEnd() == .exited(ending.exitCode))
            #expect(try console.leftovers() == [])
        }

        @Test("A crash ends it without waiting for a key, and the terminal is as it was")
        func crash() throws {
            let console = try ConsoleOnTerminal()
            try console.wait(for: "the first frame") { $0.shows("BINANCE") }
            console.send(SIGSEGV)
            // The backtracer reads all debug information before it prints; then it must not wait for an answer.
            #expect(try console.waitForEnd(60) == .signalled(SIGSEGV))
            #expect(try console.leftovers().filter { !$0.hasPrefix("sequences") } == [])
        }

        @Test("A hundred sizes in two seconds end in the right picture of the last one")
        func resizeStorm() throws {
            let console = try ConsoleOnTerminal()
            try console.waitForFourLadders()
            for index in 0..<100 {
                try console.resize(ScreenSize(columns: 1 + index * 7 % 210, rows: 1 + index * 5 % 60))
            }
            try console.resize(ScreenSize(columns: 120, rows: 40))
            try console.wait(for: "the layout of 120x40") { $0.hasFourLadders }
            try console.type("q")
            #expect(try console.waitForEnd() == .exited(0))
            #expect(try console.leftovers() == [])
        }

        @Test("With --on-hangup keep, a terminal that is gone ends the screen alone, and SIGTERM the rest")
        func keepsOn() throws {
            let console = try ConsoleOnTerminal(arguments: ["--on-hangup", "keep"])
            try console.wait(for: "the first frame") { $0.shows("BINANCE") }
            console.send(SIGHUP)
            // The terminal is given back before the engine goes on.
            try console.wait(for: "the normal screen") { _ in !console.terminal.isAlternate }
            console.send(SIGTERM)
            #expect(try console.waitForEnd() == .exited(128 + SIGTERM))
        }

        @Test("A window that is closed ends it as a hang-up does")
        func closedWindow() throws {
            let console = try ConsoleOnTerminal()
            try console.wait(for: "the first frame") { $0.shows("BINANCE") }
            try console.closeWindow()
            #expect(try console.waitForEnd() == .exited(129))
        }

        @Test("Without colours, by the terminal or by NO_COLOR, it shows the same without one colour sequence")
        func noColours() throws {
            for (terminal, environment) in [("vt100", [:]), ("xterm-256color", ["NO_COLOR": "1"])] {
                let console = try ConsoleOnTerminal(terminal: terminal, environment: environment)
                try console.waitForFourLadders()
                try console.type("q")
                #expect(try console.waitForEnd() == .exited(0))
                #expect(try console.leftovers() == [])
                let coloured = Sequences.graphics(in: console.bytes).filter(Sequences.setsColour)
                #expect(coloured == [], "\(terminal)")
            }
        }

        @Test("Colours are shown where the terminal has them")
        func colours() throws {
            let console = try ConsoleOnTerminal()
            try console.wait(for: "the first frame") { $0.shows("BINANCE") }
            try console.type("q")
            #expect(try console.waitForEnd() == .exited(0))
            #expect(Sequences.graphics(in: console.bytes).contains(where: Sequences.setsColour))
        }

        @Test("In a locale without Unicode every byte is ASCII")
        func plainLocale() throws {
            let console = try ConsoleOnTerminal(environment: ["LANG": "C"])
            try console.waitForFourLadders()
            try console.type("q")
            #expect(try console.waitForEnd() == .exited(0))
            #expect(console.bytes.allSatisfy { $0 < 0x80 })
        }

        /// Waits until the best price or size of every market has changed.
        private static func waitForMoves(_ console: ConsoleOnTerminal) throws {
            let before = ShownScreen(console.terminal)
            var still = Set(ShownScreen.markets)
            try console.wait(for: "a move in every book") { screen in
                guard screen.hasFourLadders else { return false }
                still = still.filter { screen.best(of: $0) == before.best(of: $0) }
                return still.isEmpty
            }
        }

        /// Whether the screen is used from edge to edge: the clock at the right, the keys at the bottom.
        private static func fills(_ screen: ShownScreen, columns: Int, rows: Int) -> Bool {
            screen.rows.count == rows && screen.rows[rows - 1].contains("q quit")
                && screen.rows[0].count == columns && screen.rows[0].last == "Z"
        }
    }
}
