import Books
import CLinux
import CTerminal
import Glibc
import TUI
import Threads

/// The loop of a session: waits for keys, signals, view models, room in the terminal and the next frame, and never in
/// any other place.
final class SessionLoop<Source: ViewSource, Themes: ThemeSource> {
    private let source: Source
    let signals: TerminalSignals
    let stage: TerminalStage
    let themes: Themes
    private let glyphs: Glyphs

    private var model: ConsoleViewModel
    var state = ScreenState()
    var pacer: FramePacer
    private var decoder = KeyDecoder()
    private var meter = FrameMeter()
    private var unseen: UnseenWatch
    /// Whether the last wait found the input readable with nothing in it.
    private var sawEmptyInput = false

    /// What a wait found.
    private struct Readiness {
        var input: Int16
        var signals: Int16
        var source: Int16
        var output: Int16
    }

    /// A session that shows `initial` first.
    init(
        initial: ConsoleViewModel,
        source: Source,
        signals: TerminalSignals,
        options: TerminalOptions,
        stage: TerminalStage,
        themes: Themes
    ) {
        model = initial
        self.source = source
        self.signals = signals
        self.stage = stage
        self.themes = themes
        glyphs = TerminalLocale.glyphs(options.glyphs)
        pacer = FramePacer(framesPerSecond: options.framesPerSecond)
        unseen = UnseenWatch(limit: options.unseenLimit, at: SteadyClock.now)
        state.remark = options.remark
        state.themes = themes.names
    }

    /// Runs until something ends it.
    func run(_ onAction: (ConsoleAction) -> Void) throws(TerminalError) -> TerminalEnd {
        while true {
            if case .gone = try draw() { return .hangUp }
            if unseen.isOver(isBlocked: stage.isBlocked, at: SteadyClock.now) { onAction(.unseen) }
            let ready = wait()
            if let end = try handleSignals(ready, onAction) { return end }
            if let end = try handleInput(ready, onAction) { return end }
            if let end = handleSource(ready) { return end }
            handleTime()
        }
    }

    /// Writes what waits; draws the frame that is due, or counts it as left out while bytes wait.
    private func draw() throws(TerminalError) -> OutputQueue.Progress {
        if stage.isBlocked, case .gone = stage.flush() { return .gone }
        let now = SteadyClock.now
        guard pacer.isDue(at: now) else { return .done }
        pacer.noteFrame(at: now)
        guard !stage.isBlocked else {
            state.figures.skippedFrames += 1
            pacer.noteChange()
            return .blocked
        }
        unseen.noteFrame(at: now)
        meter.note(frameBytes: stage.lastFrameBytes, at: now)
        meter.fill(&state.figures)
        return try stage.show(ConsoleScreen.draw(model, state: state, size: stage.size, glyphs: glyphs))
    }

    private func wait() -> Readiness {
        let now = SteadyClock.now
        // A light that goes out can only be seen in the next frame.
        let change = state.deadline.map { max($0, pacer.earliestFrame(after: now)) }
        let deadline = [pacer.deadline(after: now), decoder.deadline, change].compactMap(\.self).min()
        let timeout = deadline.map { max(($0 - now).nanoseconds, 0) } ?? -1
        let readable = Int16(POLLIN)
        var descriptors = [
            pollfd(fd: stage.input, events: readable, revents: 0),
            pollfd(fd: signals.descriptor, events: readable, revents: 0),
            pollfd(fd: source.wakeDescriptor, events: readable, revents: 0),
            pollfd(fd: stage.isBlocked ? stage.output : -1, events: Int16(POLLOUT), revents: 0),
        ]
        // An error of poll(2) is EINTR here: nothing is ready, and the loop comes back.
        _ = unsafe clinux_poll(&descriptors, Int32(descriptors.count), timeout)
        return Readiness(
            input: descriptors[0].revents,
            signals: descriptors[1].revents,
            source: descriptors[2].revents,
            output: descriptors[3].revents
        )
    }

    private func handleSignals(
        _ ready: Readiness,
        _ onAction: (ConsoleAction) -> Void
    ) throws(TerminalError) -> TerminalEnd? {
        guard ready.signals != 0 else { return nil }
        while let number = signals.next() {
            switch number {
            case SIGWINCH:
                stage.resize()
                pacer.noteUrgentChange()
            case SIGTSTP:
                if let end = try perform(state.handle(.suspend, context), onAction) { return end }
            case SIGCONT:
                // Somebody stopped the process without asking; the shell had the terminal meanwhile.
                onAction(.continued)
                try takeBack()
            case SIGINT:
                // Sent from outside, as the key does not send it: the same question, and the same second time.
                if let end = try perform(state.handle([.control("c")], context), onAction) { return end }
            default: return .signal(number)
            }
        }
        return nil
    }

    private func handleInput(
        _ ready: Readiness,
        _ onAction: (ConsoleAction) -> Void
    ) throws(TerminalError) -> TerminalEnd? {
        let gone = Int16(POLLHUP) | Int16(POLLERR) | Int16(POLLNVAL)
        if (ready.input | ready.output) & gone != 0 { return .hangUp }
        var keys: [KeyStroke] = []
        let now = SteadyClock.now
        if ready.input & Int16(POLLIN) != 0 {
            let bytes = readInput()
            // Readable twice with nothing to read is the end of the input; once, somebody else was faster.
            if bytes.isEmpty, sawEmptyInput { return .hangUp }
            sawEmptyInput = bytes.isEmpty
            for byte in bytes { decoder.handle(byte, at: now, into: &keys) }
        } else {
            decoder.handleDeadline(at: now, into: &keys)
        }
        guard !keys.isEmpty else { return nil }
        pacer.noteUrgentChange()
        return try perform(state.handle(keys, context), onAction)
    }

    private func readInput() -> [UInt8] {
        let count = min(Int(cterminal_readable(stage.input)), 4096)
        guard count > 0 else { return [] }
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = max(unsafe read(stage.input, buffer.baseAddress, count), 0)
        }
    }

    private func handleSource(_ ready: Readiness) -> TerminalEnd? {
        guard ready.source != 0 else { return nil }
        if let latest = source.takeLatest() {
            // What trades and what does not is news that does not wait for its turn.
            let isUrgent = latest.execution != model.execution || latest.liveVenueCount != model.liveVenueCount
            model = latest
            state.show(model, at: SteadyClock.now)
            if isUrgent { pacer.noteUrgentChange() } else { pacer.noteChange() }
        }
        return source.hasEnded ? .engineEnded : nil
    }

    /// Lets lights go out and first presses be forgotten.
    private func handleTime() {
        let now = SteadyClock.now
        guard let deadline = state.deadline, deadline <= now else { return }
        state.advance(to: now)
        pacer.noteChange()
    }

    /// What keys are judged by.
    private var context: ScreenContext {
        ScreenContext(model: model, size: stage.size, now: SteadyClock.now)
    }
}
