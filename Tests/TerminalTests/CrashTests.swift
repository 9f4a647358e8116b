import Foundation
import TUI
import TestKit
import Testing
import Threads

@testable import Terminal

/// Crashes happen in processes of their own, which run a session on a terminal that the test watches.
@Suite("Crash on a terminal", .serialized)
struct CrashTests {
    @Test("A trap gives the terminal back, and its message is on the normal screen")
    func trap() async throws {
        let device = try PseudoTerminal(size: ScreenSize(columns: 80, rows: 24))
        let (path, modes) = (try device.path, try device.modes())
        await #expect(processExitsWith: .failure) { [path = path as String] in
            try CrashTests.crash(on: path) { fatalError("the book is upside down") }
        }
        try check(device, modes, message: "the book is upside down")
    }

    @Test(
        "A signal of a crash gives the terminal back and still ends the process",
        arguments: [SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGQUIT]
    )
    func signals(number: Int32) async throws {
        let device = try PseudoTerminal(size: ScreenSize(columns: 80, rows: 24))
        let (path, modes) = (try device.path, try device.modes())
        await #expect(processExitsWith: .signal(number)) { [path = path as String, number = number as Int32] in
            try CrashTests.crash(on: path) { kill(getpid(), number) }
        }
        try check(device, modes, message: nil)
    }

    /// Runs a session until its first frame is out, then crashes on another thread.
    private static func crash(on path: String, _ crash: @escaping @Sendable () -> Void) throws {
        let terminal = unsafe open(path, O_RDWR | O_NOCTTY)
        dup2(terminal, STDERR_FILENO)
        let source = TestSource()
        DedicatedThread.start("crash") {
            // The session takes the model only after it has taken the terminal.
            source.put(SampleConsole.normal.model)
            source.waitUntilTaken()
            crash()
        }
        _ = try TerminalSession.run(
            SampleConsole.connecting.model,
            source,
            TerminalSignals.block(),
            TerminalOptions(framesPerSecond: 60),
            BuiltInTheme(),
            TerminalPorts(input: terminal, output: terminal),
            TerminalTests.environment("xterm-256color"),
            { _ in }
        )
    }

    private func check(_ device: PseudoTerminal, _ modes: [UInt32], message: String?) throws {
        var terminal = VirtualTerminal(size: ScreenSize(columns: 80, rows: 24))
        let bytes = device.read()
        terminal.feed(bytes)
        #expect(try device.modes() == modes)
        #expect(!terminal.isAlternate)
        #expect(terminal.isCursorVisible)
        #expect(terminal.modes.isDisjoint(with: [2004, 2026]))
        #expect(terminal.frames > 0)
        if let message {
            let text = String(decoding: bytes, as: UTF8.self)
            let normalScreen = try #require(text.range(of: "\u{1B}[?1049l"))
            #expect(text[normalScreen.upperBound...].contains(message))
            #expect(!text[..<normalScreen.lowerBound].contains(message))
        }
    }
}
