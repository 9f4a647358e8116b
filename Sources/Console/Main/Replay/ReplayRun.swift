import ArgumentParser
import Books
import Logging
import Rehearsal
import Runtime
import Settings
import Strategy
import TUI
import Terminal
import Threads
import Transport

/// One replay, from the look at the recordings to the hashes.
struct ReplayRun {
    /// What is shown of it.
    enum Form {
        case screen
        case plain
        case hash
    }

    let recordings: [String]
    let symbol: String?
    let offset: String?
    let options: ReplayTask.Options
    /// With what orders are executed; nil in a replay without an order path.
    let orders: RehearsalOptions?
    let form: Form
    let look: ReplayLook

    /// How long the replay may take to end.
    private static let stopLimit = TimeSpan.seconds(5)

    /// Runs it; throws the exit code where it is not 0.
    func run() throws {
        try StartErrors.report(withoutTerminal: "; `rung replay --plain` and `--hash` need none") {
            let log = try LogFile(folder: Folders.state, name: "rung.log")
            switch form {
            case .screen: try runScreen(log)
            case .plain: try runPlain(log)
            case .hash: try runHash(log)
            }
        }
    }

    // MARK: - Forms

    private func runScreen(_ log: LogFile) throws {
        let library = ThemeLibrary(folders: Folders.themes)
        let theme = try theme(library)
        let terminal = TerminalOptions(
            colour: look.color,
            glyphs: look.glyphs,
            framesPerSecond: look.fps,
            theme: theme,
            title: "rung replay"
        )
        try TerminalSession.check(terminal)
        TerminalLocale.prepare(look.glyphs)
        let signals = try TerminalSignals.block()
        let (task, plan) = try makeTask(log)
        task.start()
        let end = try TerminalSession.run(
            initial: task.initialView,
            source: source(task),
            signals: signals,
            options: terminal,
            themes: library
        ) { action in
            Self.carry(action, to: task)
        }
        try finish(task, plan)
        if end.exitStatus != 0 { throw ExitCode(end.exitStatus) }
    }

    private func runPlain(_ log: LogFile) throws {
        let signals = try TerminalSignals.block()
        let (task, plan) = try makeTask(log)
        task.start()
        let end = LineSession.run(source: source(task), signals: signals) { model in
            "\(model.playback.map { Figures.clock($0.position) + " " } ?? "")\(PlainOutput.line(model))"
        }
        try finish(task, plan)
        if case .signal(let number) = end { throw ExitCode(128 + number) }
    }

    private func runHash(_ log: LogFile) throws {
        let signals = StopSignals()
        let (task, plan) = try makeTask(log)
        let began = SteadyClock.now
        task.start()
        var stoppedBy: Int32?
        var due = began + .seconds(1)
        while task.result == nil, stoppedBy == nil {
            stoppedBy = signals.wait(until: SteadyClock.now + .milliseconds(20))
            guard SteadyClock.now >= due else { continue }
            due = due + .seconds(1)
            sayProgress(task.progress)
        }
        try finish(task, plan)
        sayPace(task.progress, SteadyClock.now - began)
        if let stoppedBy { throw ExitCode(128 + stoppedBy) }
    }

    // MARK: - Parts

    private func makeTask(_ log: LogFile) throws -> (ReplayTask, ReplayPlan) {
        let plan = try ReplayPlan(paths: recordings, symbol: symbol, offset: offset)
        for notice in plan.notices { StandardError.say(notice) }
        let level = look.logLevel
        let tools = ReplayTools(
            makeDigest: { OpenSSLRollingDigest() },
            sha256: { SHA256.digest($0) },
            logger: Logger(label: "replay") { FileLogHandler(label: $0, file: log, logLevel: level) }
        )
        return (ReplayTask(plan, tools: tools, options: options, makeOrders: try orderPath(plan)), plan)
    }

    /// What makes the order path, after it was said where orders go; nil where there is none.
    private func orderPath(_ plan: ReplayPlan) throws(StartError) -> ReplayTask.OrderPathMaker? {
        guard let orders else { return nil }
        let names = plan.markets.map { $0.name.lowercased() }
        if let unknown = orders.delays.keys.filter({ !names.contains($0) }).min() {
            throw StartError("--latency: the recordings have \(names.joined(separator: ", ")) and no \(unknown)")
        }
        for notice in orders.notices(plan) { StandardError.say(notice) }
        return { start throws(ReplayError) in
            try Rehearsal(plan, at: start, options: orders, digests: OpenSSLMessageDigests())
        }
    }

    private func theme(_ library: ThemeLibrary) throws(StartError) -> Theme {
        do throws(ThemeProblem) {
            return try library.theme(named: look.theme ?? Theme.standard.name)
        } catch {
            throw StartError(error.sentence)
        }
    }

    private func source(_ task: ReplayTask) -> NewestView {
        NewestView(task.view, isReadOnly: false, faults: [], hasStopped: { task.result != nil })
    }

    /// Carries out what a key or a command asks for, as far as it is the replay's or its trader's.
    private static func carry(_ action: ConsoleAction, to task: ReplayTask) {
        if case .playback(let request) = action {
            task.put(request)
        } else if let command = OperatorCommand(action) {
            task.put(command)
        }
    }

    /// Ends the replay where it stands and prints what it came to.
    private func finish(_ task: ReplayTask, _ plan: ReplayPlan) throws {
        if task.result == nil, !task.stop(within: Self.stopLimit) {
            throw StartError("the replay did not end within 5 s")
        }
        guard let result = task.result else { return }
        let report = try result.get()
        for finding in report.findings { StandardError.say(finding) }
        print(ReplayText.text(report, plan, seed: options.seed))
        if let trading = report.trading, !trading.isEqual { throw ExitCode.failure }
    }

    private func sayProgress(_ progress: ReplayTask.Progress) {
        let percent = progress.position.nanoseconds / max(progress.length.nanoseconds / 100, 1)
        StandardError.say(
            "\(min(percent, 100)) %, \(Figures.clock(progress.position)) of \(Figures.clock(progress.length)), "
                + "\(Figures.count(progress.records)) records"
        )
    }

    private func sayPace(_ progress: ReplayTask.Progress, _ elapsed: TimeSpan) {
        let milliseconds = max(elapsed.milliseconds, 1)
        let factor = progress.position.milliseconds / milliseconds
        StandardError.say("played in \(milliseconds) ms, \(Figures.count(Int(factor))) times as fast as recorded")
    }
}
