import ArgumentParser
import Books
import Glibc
import Recording
import Runtime
import Settings
import Strategy
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
        if let file = options.checkTheme { return try ThemeCheckCommand.check(file) }
        // What the console writes is the person's alone.
        umask(0o077)
        try StartErrors.report(withoutTerminal: "; `rung --plain` needs none") {
            let configuration = try options.configuration()
            let log = try LogFile(folder: Folders.state, name: "rung.log")
            if options.plain {
                try runPlain(log, configuration)
            } else if options.snapshot {
                try runSnapshot(log, configuration)
            } else {
                try runScreen(log, configuration)
            }
        }
    }

    private func composition(_ log: LogFile, _ configuration: Configuration) throws -> Composition {
        let places = try options.places()
        if places.outliveUs, !places.keys.isEmpty, !ProcessMemory.hide() {
            throw StartError("the memory with the keys cannot be kept from others: \(ErrorNumber.text(errno))")
        }
        let console = try Composition(
            logging: log,
            level: options.logLevel,
            configuration: configuration,
            places: places,
            recorder: try options.record.map { folder in
                try Recorder(folder: folder, venues: Recorder.allVenues, limits: CaptureLimits())
            },
            journal: options.journalFolder(places)
        )
        if options.strategy { console.actions.perform(.startStrategy) }
        return console
    }

    // MARK: - With a screen

    private func runScreen(_ log: LogFile, _ configuration: Configuration) throws {
        let library = ThemeLibrary(folders: Folders.themes)
        let (theme, remark) = chosenTheme(library, configuration)
        var terminal = options.terminal(configuration, theme: theme)
        terminal.remark = remark
        // Nothing is started for a screen that cannot be shown. Signals come before the first thread.
        try TerminalSession.check(terminal)
        TerminalLocale.prepare(options.glyphs)
        let signals = try TerminalSignals.block()
        let console = try composition(log, configuration)
        terminal.title = "rung \(console.initialView.instrument.name) \(console.initialView.mode.rawValue)"
        console.start()
        let source = source(console)
        var end = try TerminalSession.run(
            initial: console.initialView,
            source: source,
            signals: signals,
            options: terminal,
            themes: library
        ) { action in
            console.actions.perform(action)
        }
        if end.isHangUp {
            switch options.onHangup {
            case .keep: end = TerminalSession.runUnseen(source: source, signals: signals)
            case .kill: console.actions.killUnseen()
            }
        }
        try stop(console, log, signals, exitCode: end.exitStatus)
        if end.exitStatus != 0 { throw ExitCode(end.exitStatus) }
    }

    /// The theme that the person chose, or the built-in one and what is wrong with theirs: a theme never stops a console.
    private func chosenTheme(_ library: ThemeLibrary, _ configuration: Configuration) -> (Theme, remark: String?) {
        do throws(ThemeProblem) {
            return (try library.theme(named: options.theme ?? configuration.theme ?? Theme.standard.name), nil)
        } catch {
            return (.standard, "the built-in theme is used: \(error.sentence)")
        }
    }

    // MARK: - Without a screen

    private func runPlain(_ log: LogFile, _ configuration: Configuration) throws {
        let signals = try TerminalSignals.block()
        let console = try composition(log, configuration)
        console.start()
        let end = LineSession.run(source: source(console), signals: signals, line: PlainOutput.line)
        try stop(console, log, signals, exitCode: end.exitStatus)
        switch end {
        case .signal(let number): throw ExitCode(128 + number)
        case .failed(let code):
            throw StartError(
                "standard output cannot be written to: \(ErrorNumber.text(code)); free some room, or name another file"
            )
        case .readerGone, .engineEnded: break
        }
    }

    private func runSnapshot(_ log: LogFile, _ configuration: Configuration) throws {
        let signals = try TerminalSignals.block()
        let console = try composition(log, configuration)
        console.start()
        let result = SnapshotWait(source(console), signals).run(initial: console.initialView)
        try stop(console, log, signals)
        switch result {
        case .signal(let number): throw ExitCode(128 + number)
        case .taken(let model):
            print(SnapshotJSON.text(model))
            guard model.liveVenueCount > 0 else {
                throw StartError(
                    "no venue was live within \(SnapshotWait.limit.milliseconds / 1000) s; see \(log.path)"
                )
            }
        }
    }

    // MARK: - Parts

    private func source(_ console: Composition) -> NewestView {
        NewestView(
            console.trader.view,
            isReadOnly: options.readonly,
            faults: console.actions.venues == nil ? [] : SimulatedVenues.faultWords,
            hasStopped: { console.hasEnded }
        )
    }

    /// Stops the console, says what is left, and throws the exit code where orders are: that matters more than whatever
    /// ended it.
    private func stop(
        _ console: Composition,
        _ log: LogFile,
        _ signals: TerminalSignals,
        exitCode: Int32 = 0
    ) throws {
        let end = console.stop(within: Self.stopLimit, exitCode: exitCode) { descriptor, deadline in
            signals.wait(for: descriptor, until: deadline) == SIGINT
        }
        if let summary = end.summary { StandardError.say(summary) }
        let left = end.left
        if let left { StandardError.say(left) }
        if end.manner == .interrupted {
            StandardError.say("ended at once, because it was asked for twice")
            // Nothing is waited for any more: what still runs ends with the process, and its sentinel cancels.
            _exit(left == nil ? 128 + SIGINT : ExitStatus.ordersLeft.rawValue)
        }
        if end.manner == .late {
            StandardError.say("the tasks did not end within 3 s; what they did last is in \(log.path)")
        }
        if left != nil { throw ExitStatus.ordersLeft }
        if end.manner == .late { throw ExitStatus.failure }
    }
}
