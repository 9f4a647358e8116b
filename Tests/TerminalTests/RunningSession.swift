import Foundation
import Synchronization
import TUI
import TestKit
import Threads

@testable import Terminal

/// A session on a thread of its own and a pseudo terminal, with a virtual terminal that watches.
final class RunningSession {
    let source = TestSource()
    let device: PseudoTerminal
    private(set) var terminal: VirtualTerminal
    /// Standard error of the session, another descriptor of the terminal, if it is kept aside.
    let errors: Int32
    private let modesBefore: [UInt32]
    private let shared = Shared()

    /// What the session's thread tells.
    private final class Shared: Sendable {
        let thread = Mutex<pthread_t?>(nil)
        let result = Mutex<Result<TerminalEnd, TerminalError>?>(nil)
        let actions = Mutex<[ConsoleAction]>([])
    }

    /// Starts a session with the sample of a console that has just started.
    init(
        size: ScreenSize = ScreenSize(columns: 80, rows: 24),
        environment: TerminalEnvironment = TerminalTests.environment("xterm-256color"),
        options: TerminalOptions = TerminalOptions(framesPerSecond: 60),
        keepsErrors: Bool = false
    ) throws {
        TerminalTests.locale
        device = try PseudoTerminal(size: size)
        modesBefore = try device.modes()
        terminal = VirtualTerminal(size: size)
        errors = keepsErrors ? dup(device.device) : -1
        let ports = TerminalPorts(
            input: device.device,
            output: device.device,
            errors: errors
        )
        let (shared, source) = (shared, source)
        DedicatedThread.start("session") {
            shared.thread.withLock { $0 = pthread_self() }
            let result = Result { () throws(TerminalError) in
                try TerminalSession.run(
                    SampleConsole.connecting.model,
                    source,
                    TerminalSignals.block(),
                    options,
                    BuiltInTheme(),
                    ports,
                    environment,
                    { action in shared.actions.withLock { $0.append(action) } }
                )
            }
            shared.result.withLock { $0 = result }
        }
    }

    /// What keys asked for.
    var actions: [ConsoleAction] { shared.actions.withLock(\.self) }

    /// How the session ended, if it did.
    var result: Result<TerminalEnd, TerminalError>? { shared.result.withLock(\.self) }

    /// Whether the terminal's modes are those from before the session.
    var hasOldModes: Bool {
        get throws { try device.modes() == modesBefore }
    }

    /// Reads what the session writes until a condition holds; false if it does not within ten seconds.
    func wait(until condition: (VirtualTerminal) -> Bool) -> Bool {
        let deadline = Date(timeIntervalSinceNow: 10)
        while Date() < deadline {
            terminal.feed(device.read())
            if condition(terminal) { return true }
            var ready = pollfd(fd: device.controller, events: Int16(POLLIN), revents: 0)
            _ = unsafe poll(&ready, 1, 20)
        }
        return false
    }

    /// Reads until a text is on the screen.
    func wait(for text: String) -> Bool {
        wait { $0.text.contains(text) }
    }

    /// Waits for the end without reading; nothing if it does not come within ten seconds.
    func waitForEnd() -> Result<TerminalEnd, TerminalError>? {
        let deadline = Date(timeIntervalSinceNow: 10)
        while Date() < deadline {
            if let result { return result }
            _ = poll(nil, 0, 1)
        }
        return nil
    }

    /// Waits until a key has asked for `action`, without reading; false if none does within ten seconds.
    func wait(for action: ConsoleAction) -> Bool {
        let deadline = Date(timeIntervalSinceNow: 10)
        while Date() < deadline {
            if actions.contains(action) { return true }
            _ = poll(nil, 0, 1)
        }
        return false
    }

    /// Shows frames that nobody reads until the terminal takes no more bytes; false if that does not happen.
    func stall(seed: UInt64) -> Bool {
        var frames = RandomConsole(seed: seed)
        let deadline = Date(timeIntervalSinceNow: 10)
        var unread = 0
        var quietRounds = 0
        while Date() < deadline {
            source.put(frames.next())
            _ = poll(nil, 0, 20)
            let now = device.unreadCount
            quietRounds = now == unread && now > 0 ? quietRounds + 1 : 0
            unread = now
            if quietRounds == 10 { return true }
        }
        return false
    }

    /// Reads what the session wrote up to its end.
    func readToEnd() {
        _ = waitForEnd()
        terminal.feed(device.read())
    }

    /// Sends a signal to the session's thread alone: the other threads of the test run do not block it.
    func send(_ signal: Int32) {
        guard let thread = shared.thread.withLock(\.self) else { return }
        pthread_kill(thread, signal)
    }

    /// Gives the terminal another size and tells the session.
    func resize(_ size: ScreenSize) throws {
        try device.resize(size)
        terminal.feed(device.read())
        terminal.resize(size)
        send(SIGWINCH)
    }

    /// Makes the virtual terminal show something that the session did not write.
    func spoil(_ text: String) {
        terminal.feed(text.utf8)
    }

    deinit {
        source.end()
        _ = waitForEnd()
        if errors >= 0 { close(errors) }
    }
}
