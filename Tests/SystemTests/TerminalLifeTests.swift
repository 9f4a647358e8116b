import Foundation
import TUI
import TestKit
import Testing

extension SystemTests {
    /// What a terminal does to the console besides showing it.
    @Suite("Paste, stop and continue", .serialized)
    struct TerminalLifeTests {
        /// Ten thousand bytes of everything that would do something as a key.
        private static let dangerous = String(repeating: "qyKKsy :quit\r X\u{3}", count: 625)

        @Test(
            "Ten kilobytes of pasted keys do nothing, with or without bracketed paste",
            arguments: [("\u{1B}[200~", "\u{1B}[201~"), ("", "")]
        )
        func paste(begin: String, end: String) throws {
            let console = try ConsoleOnTerminal()
            try console.waitForFourLadders()
            // Without brackets control characters are keys: a terminal that pastes them cannot be told from a person.
            let text = begin.isEmpty ? Self.dangerous.filter { $0 != "\u{3}" && $0 != "\r" } : Self.dangerous
            try console.type(begin + text + end)
            try console.wait(for: "the remark about the paste") { $0.shows("pasted text was left out") }
            // The rest of it may still be on its way, and what follows it at once is taken for more of it.
            var again = Date()
            try console.wait(for: "a console that nobody switched") { screen in
                if Date() > again, screen.shows("pasted") {
                    again = Date(timeIntervalSinceNow: 0.2)
                    do { try console.type("\u{C}") } catch { return false }
                }
                return Date() > again && screen.hasFourLadders && screen.shows("[MM OFF]") && !screen.shows("KILLED")
                    && !screen.shows("pasted")
            }
            try console.type("q")
            #expect(try console.waitForEnd() == .exited(0))
            #expect(try console.leftovers() == [])
        }

        @Test("Ctrl-Z gives the shell its terminal, and fg brings the console back with books that are fetched anew")
        func suspend() throws {
            let console = try ConsoleOnTerminal(size: ScreenSize(columns: 120, rows: 40), inShell: true)
            try console.wait(for: "the shell") { $0.shows("shell>") }
            try console.type("$RUNG\r")
            try console.waitForFourLadders()
            for _ in 0..<2 {
                try console.type("\u{1A}")
                try console.wait(for: "the shell again") { $0.shows("Stopped") && $0.shows("shell>") }
                #expect(!console.terminal.isAlternate)
                #expect(console.terminal.isCursorVisible)
                // The shell can be used meanwhile: what is typed is its own.
                try console.type("stty -a | grep -c -- ' icanon'\r")
                try console.wait(for: "the shell's modes") {
                    $0.rows.contains { $0.trimmingPrefix("1").allSatisfy { $0 == " " } }
                }
                try console.type("clear\r")
                try console.wait(for: "an empty screen") { !$0.shows("Stopped") && $0.shows("shell>") }
                try console.type("fg\r")
                try console.wait(for: "the console again") { screen in
                    console.terminal.isAlternate && !console.terminal.isCursorVisible && screen.hasFourLadders
                        && screen.shows("resync: asked for") && screen.shows("[EXEC HOLD]")
                }
            }
            try console.type("q")
            try console.wait(for: "the shell at the end") { $0.shows("shell>") && !console.terminal.isAlternate }
            try console.type("exit\r")
            #expect(try console.waitForEnd() == .exited(0))
        }

        @Test("Without a shell that could continue it, Ctrl-Z says so and stops nothing")
        func noShell() throws {
            let console = try ConsoleOnTerminal()
            try console.waitForFourLadders()
            try console.type("\u{1A}")
            try console.wait(for: "the reason") { $0.shows("not suspended") && $0.hasFourLadders }
            try console.type("q")
            #expect(try console.waitForEnd() == .exited(0))
            #expect(try console.leftovers() == [])
        }

        @Test("Stopped from outside for more than a second, it says for how long and fetches its books anew")
        func standstill() throws {
            let console = try ConsoleOnTerminal(size: ScreenSize(columns: 120, rows: 40))
            try console.waitForFourLadders()
            console.standStill(1.5)
            try console.wait(for: "the message") { $0.shows("stood still for") && $0.shows("resync: asked for") }
            try console.wait(for: "live books and held execution") { $0.hasFourLadders && $0.shows("[EXEC HOLD]") }
            try console.type("q")
            #expect(try console.waitForEnd() == .exited(0))
            #expect(try console.leftovers() == [])
        }
    }
}
