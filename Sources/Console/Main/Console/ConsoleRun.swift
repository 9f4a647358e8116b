import ArgumentParser
import Books
import Runtime
import TUI
import Terminal
import Threads

/// One run of the console, from the check of the terminal to the exit code.
struct ConsoleRun {
    let options: ConsoleOptions

    /// How long the tasks may take to end.
    private static let stopLimit = TimeSpan.seconds(3)

    /// Runs until a person, a signal or the terminal ends it; throws the exit code where it is not 0.
    func run() throws {
        do {
            let log = try LogFile(folder: Folders.state, name: "rung.log")
            if options.plain {
                try runPlain(log)
            } else {
                try runScreen(log)
            }
        } catch let error as LogFileError {
            StandardError.say(error.sentence)
            throw ExitStatus.usage
        } catch let error as TerminalError {
            StandardError.say("\(error); `rung --plain` needs none")
            throw ExitStatus.noTerminal
        } catch let error as StartError {
            StandardError.say(error.sentence)
            throw ExitStatus.failure
        }
    }

    private func composition(_ log: LogFile) throws -> Composition {
        try Composition(
            logging: log,
            level: options.logLevel,
            speedPercent: try options.simulation.speedPercent(),
            faults: try options.simulation.script()
        )
    }

    private func runScreen(_ log: LogFile) throws {
        // Nothing is started for a screen that cannot be shown. Signals come before the first thread.
        try TerminalSession.check(options.terminal)
        TerminalLocale.prepare(options.glyphs)
        let signals = try TerminalSignals.block()
        let console = try composition(log)
        console.start()
        let end = try TerminalSession.run(
            initial: console.initialView,
            source: NewestView(console.trader.view, hasStopped: { console.hasEnded }),
            signals: signals,
            options: options.terminal
        ) { _ in
            // Every action that there is so far is the screen's own.
        }
        try stop(console, log)
        if end.exitStatus != 0 { throw ExitCode(end.exitStatus) }
    }

    private func runPlain(_ log: LogFile) throws {
        let signals = StopSignals()
        let console = try composition(log)
        console.start()
        let signal = PlainOutput.run(console.trader.view, signals)
        try stop(console, log)
        if let signal { throw ExitCode(128 + signal) }
    }

    private func stop(_ console: Composition, _ log: LogFile) throws(StartError) {
        guard console.stop(within: Self.stopLimit) else {
            throw StartError("the tasks did not end within 3 s; what they did last is in \(log.path)")
        }
    }
}
