import Books
import Foundation
import TUI
import TestKit
import Testing
import Threads

@testable import Terminal

extension TerminalTests {
    @Suite("Session with a terminal")
    struct SessionTests {
        @Test("Shows the console that starts, then each newer model, and q gives the terminal back")
        func showsAndQuits() throws {
            let session = try RunningSession()
            #expect(session.wait(for: "no market: BINANCE, KRAKEN not live"))
            #expect(session.terminal.isAlternate)
            #expect(try !session.hasOldModes)
            session.source.put(SampleConsole.normal.model)
            #expect(session.wait(for: "2 of 2 venues"))
            let size = ScreenSize(columns: 80, rows: 24)
            var state = ScreenState()
            state.show(SampleConsole.normal.model, at: MonotonicTime(nanoseconds: 0))
            let grid = ConsoleScreen.draw(SampleConsole.normal.model, state: state, size: size, glyphs: .unicode)
            // The title comes before the rest of the frame: the frame is there when all of it is.
            #expect(session.wait { TestedTerminal.all[0].difference($0, from: grid) == nil })
            try session.device.type("qy")
            #expect(session.waitForEnd() == .success(.quit))
            session.readToEnd()
            // The sample has open orders: q asks, and y is the yes.
            #expect(session.actions == [.cancelAllAndQuit])
            #expect(try session.hasOldModes)
            #expect(!session.terminal.isAlternate)
            #expect(session.terminal.isCursorVisible)
            #expect(session.terminal.modes.isDisjoint(with: [2004, 2026]))
            #expect(session.terminal.frames >= 2)
        }

        @Test(
            "A signal ends the session and the terminal is as before",
            arguments: [
                (SIGTERM, TerminalEnd.signal(SIGTERM), 143), (SIGHUP, .signal(SIGHUP), 129), (SIGINT, .quit, 0),
            ] as [(Int32, TerminalEnd, Int32)]
        )
        func signals(number: Int32, end: TerminalEnd, status: Int32) throws {
            let session = try RunningSession()
            #expect(session.wait(for: "connecting"))
            session.send(number)
            #expect(session.waitForEnd() == .success(end))
            #expect(end.exitStatus == status)
            session.readToEnd()
            #expect(try session.hasOldModes)
            #expect(!session.terminal.isAlternate)
        }

        @Test("Ctrl-C is a key like q, and Ctrl-S is none at all")
        func controlKeys() throws {
            let session = try RunningSession()
            #expect(session.wait(for: "connecting"))
            try session.device.type("\u{13}")
            session.source.put(SampleConsole.normal.model)
            #expect(session.wait(for: "2 of 2 venues"))
            try session.device.type("\u{3}y")
            #expect(session.waitForEnd() == .success(.quit))
        }

        @Test("The engine's end is the session's end")
        func engineEnds() throws {
            let session = try RunningSession()
            #expect(session.wait(for: "connecting"))
            session.source.end()
            #expect(session.waitForEnd() == .success(.engineEnded))
            #expect(try session.hasOldModes)
        }

        @Test("Help opens at a key, and Escape alone closes it")
        func help() throws {
            let session = try RunningSession()
            try session.device.type("?")
            #expect(session.wait(for: "show or hide these keys"))
            try session.device.type("\u{1B}")
            #expect(session.wait { !$0.text.contains("show or hide") && $0.text.contains("TRADER") })
            #expect(session.actions == [])
        }

        @Test("A new size is drawn at once, from large to one cell and back")
        func resizes() throws {
            let session = try RunningSession()
            session.source.put(SampleConsole.normal.model)
            #expect(session.wait(for: "2 of 2 venues"))
            for size in [(200, 50), (40, 12), (1, 1), (120, 40)].map(ScreenSize.init(columns:rows:)) {
                try session.resize(size)
                // The status row ends with the time of day at the last column, at every size that has room for it.
                #expect(session.wait { size.columns == 1 ? $0.size == size : Self.fills($0, size) }, "\(size)")
            }
        }

        private static func fills(_ terminal: VirtualTerminal, _ size: ScreenSize) -> Bool {
            terminal.size == size && terminal.text.contains("BINANCE") && terminal.row(0).count == size.columns
        }

        @Test("Ctrl-L repairs a screen that somebody else wrote on")
        func redraws() throws {
            let session = try RunningSession()
            session.source.put(SampleConsole.normal.model)
            #expect(session.wait(for: "2 of 2 venues"))
            session.spoil("\u{1B}[5;5Hwall: hello")
            #expect(session.terminal.text.contains("wall"))
            try session.device.type("\u{C}")
            #expect(session.wait { !$0.text.contains("wall") && $0.text.contains("2 of 2 venues") })
        }

        @Test("A console that was stopped and continued takes the terminal again")
        func comesBack() throws {
            let session = try RunningSession()
            session.source.put(SampleConsole.normal.model)
            #expect(session.wait(for: "2 of 2 venues"))
            session.spoil("\u{1B}[?1049l\u{1B}[?25h\u{1B}[2J$ fg")
            for _ in 0..<2 {
                session.send(SIGCONT)
                let isBack = session.wait {
                    $0.isAlternate && !$0.isCursorVisible && $0.text.contains("2 of 2 venues")
                }
                #expect(isBack)
                // The second signal finds a screen that looks right already, and the modes on their way.
                #expect(session.wait { _ in (try? session.hasOldModes) == false })
            }
            // The engine is told each time: nobody looked at the market meanwhile.
            #expect(session.wait { _ in session.actions == [.continued, .continued] })
            try session.device.type("qy")
            #expect(session.waitForEnd() == .success(.quit))
            #expect(try session.hasOldModes)
        }

        @Test("Pasted text triggers nothing, with or without bracketed paste")
        func paste() throws {
            let session = try RunningSession()
            #expect(session.wait(for: "connecting"))
            try session.device.type("\u{1B}[200~quit\u{3}\u{1B}[201~")
            #expect(session.wait(for: "pasted text was left out"))
            try session.device.type("\u{C}")
            #expect(session.wait { !$0.text.contains("pasted text") })
            try session.device.type("please quit")
            #expect(session.wait(for: "pasted text was left out"))
            // What follows at once is taken for the rest of it.
            let rested = SteadyClock.now + KeyTable.pasteRest + .milliseconds(20)
            #expect(session.wait { _ in SteadyClock.now > rested })
            try session.device.type("?")
            #expect(session.wait(for: "show or hide these keys"))
            #expect(session.actions == [.redraw])
        }

        @Test("A terminal that is closed ends the session")
        func hangsUp() throws {
            let session = try RunningSession()
            #expect(session.wait(for: "connecting"))
            try session.device.hangUp()
            #expect(session.waitForEnd() == .success(.hangUp))
        }

        @Test("A terminal that stops reading holds up neither the keys nor the way out")
        func stalledTerminal() throws {
            let session = try RunningSession(size: ScreenSize(columns: 200, rows: 60))
            #expect(session.stall(seed: 5))
            try session.device.type("\u{C}")
            #expect(session.wait(for: .redraw))
            // The kill switch is a key like others: twice, and the engine has it, whatever the terminal does.
            let start = Date()
            try session.device.type("K")
            try session.device.type("K")
            #expect(session.wait(for: .kill))
            #expect(Date().timeIntervalSince(start) < 1)
            try session.device.type("qy")
            #expect(session.waitForEnd() == .success(.quit))
            #expect(Date().timeIntervalSince(start) < 5)
            #expect(try session.hasOldModes)
        }

        @Test("A stalled terminal that reads again shows the newest frame, and how many were left out")
        func stalledAndBack() throws {
            let session = try RunningSession(size: ScreenSize(columns: 200, rows: 60))
            #expect(session.stall(seed: 6))
            session.source.put(SampleConsole.normal.model)
            #expect(session.wait(for: "2 of 2 venues"))
            #expect(session.wait(for: "ui lag"))
            #expect(session.terminal.unknown.isEmpty, "\(session.terminal.unknown)")
        }

        @Test("Messages to standard error wait until the terminal is back")
        func errorsAreKept() throws {
            let session = try RunningSession(keepsErrors: true)
            #expect(session.wait(for: "connecting"))
            let message = Array("Fatal error: kept\n".utf8)
            #expect(unsafe write(session.errors, message, message.count) == message.count)
            try session.device.type("?")
            #expect(session.wait(for: "show or hide these keys"))
            #expect(!session.terminal.text.contains("Fatal"))
            try session.device.type("qy")
            session.readToEnd()
            #expect(!session.terminal.isAlternate)
            #expect(session.terminal.text.contains("Fatal error: kept"))
            // Standard error is the terminal again.
            let later = Array("later\n".utf8)
            #expect(unsafe write(session.errors, later, later.count) == later.count)
            #expect(session.wait(for: "later"))
        }
    }
}
