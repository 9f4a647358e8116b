import Foundation
import TUI
import TestKit

/// The console on a pseudo terminal, with a virtual terminal that shows what a person would see.
final class ConsoleOnTerminal {
    /// What is seen now.
    private(set) var terminal: VirtualTerminal
    /// Every byte that was written to the terminal so far.
    private(set) var bytes: [UInt8] = []

    private let device: PseudoTerminal
    private let modesBefore: [UInt32]
    private let sandbox: Sandbox
    private let program: StartedProgram

    /// Starts it on a terminal of `size`; with `inShell`, a shell is started there instead, which has job control.
    init(
        size: ScreenSize = ScreenSize(columns: 80, rows: 24),
        terminal name: String = "xterm-256color",
        arguments: [String] = [],
        environment: [String: String] = [:],
        inShell: Bool = false
    ) throws {
        sandbox = try Sandbox()
        device = try PseudoTerminal(size: size)
        modesBefore = try device.modes()
        terminal = VirtualTerminal(size: size, erasesWithColour: name.hasPrefix("xterm"))
        let path = try Programs.rung()
        // The terminal becomes that of the shell's session: without one there is nobody who could stop and continue jobs.
        let shell = ["--ctty", "--wait", "bash", "--norc", "--noprofile", "-i"]
        program = try StartedProgram(
            inShell ? "/usr/bin/setsid" : path,
            inShell ? shell : arguments,
            environment: sandbox.environment(
                adding: ["TERM": name, "PS1": "shell> ", "RUNG": path].merging(environment) { $1 }
            ),
            folder: sandbox.path,
            descriptors: [device.device, device.device, device.device]
        )
    }

    /// Reads until a condition holds; fails with the screen where it does not within `seconds`.
    func wait(_ seconds: Double = 20, for what: String, until condition: (ShownScreen) -> Bool) throws {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while true {
            let end = try program.currentEnd()
            read()
            if condition(ShownScreen(terminal)) { return }
            guard end == nil, Date() < deadline else {
                let state = end.map { "\($0)" } ?? "still running after \(seconds) s"
                throw SystemFailure("\(what) did not come (\(state)); the screen:\n\(terminal.text)")
            }
            pause()
        }
    }

    /// Waits until both venues, the consumer book and the trader's book are shown.
    func waitForFourLadders() throws {
        try wait(for: "four live ladders", until: \.hasFourLadders)
    }

    /// Reads until it ends; fails where it does not within `seconds`.
    func waitForEnd(_ seconds: Double = 10) throws -> ProgramEnd {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while Date() < deadline {
            let end = try program.currentEnd()
            read()
            if let end { return end }
            pause()
        }
        throw SystemFailure("the console did not end within \(seconds) s; the screen:\n\(terminal.text)")
    }

    /// Types a text.
    func type(_ text: String) throws { try device.type(text) }

    /// Stops it from outside for so long, and lets it go on.
    func standStill(_ seconds: Double) {
        send(SIGSTOP)
        let end = Date(timeIntervalSinceNow: seconds)
        while Date() < end {
            read()
            pause()
        }
        send(SIGCONT)
    }

    /// Sends it a signal.
    func send(_ signal: Int32) { program.send(signal) }

    /// Gives the terminal another size, as dragging its window does.
    func resize(_ size: ScreenSize) throws {
        try device.resize(size)
        read()
        terminal.resize(size)
        // The kernel tells the foreground processes of a controlling terminal alone; this one is nobody's.
        program.send(SIGWINCH)
    }

    /// Closes the terminal's window.
    func closeWindow() throws { try device.hangUp() }

    /// What the terminal still has of the console that a person would have to repair; empty after a good end.
    func leftovers() throws -> [String] {
        var found: [String] = []
        if try device.modes() != modesBefore { found.append("other terminal modes (termios)") }
        if terminal.isAlternate { found.append("the alternate screen") }
        if !terminal.isCursorVisible { found.append("a hidden cursor") }
        let modes = terminal.modes.intersection([1, 2004, 2026]).sorted()
        if !modes.isEmpty { found.append("private modes \(modes)") }
        if terminal.style != VirtualStyle() { found.append("the style \(terminal.style)") }
        if !terminal.unknown.isEmpty { found.append("sequences that no terminal knows: \(terminal.unknown)") }
        return found
    }

    private func read() {
        let new = device.read()
        bytes += new
        terminal.feed(new)
    }

    private func pause() {
        var ready = pollfd(fd: device.controller, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&ready, 1, 20)
    }
}
