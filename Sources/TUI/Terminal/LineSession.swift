import Books
import CLinux
import Glibc
public import TUI
import Threads

/// A session without a screen: one line a second on standard output, always of the newest state.
///
/// A reader that stops reading loses lines and holds up nothing: signals are still answered.
public enum LineSession {
    /// Writes lines until a signal, the reader or the engine ends it.
    public static func run(
        source: some ViewSource,
        signals: TerminalSignals,
        line: (ConsoleViewModel) -> String
    ) -> LineEnd {
        run(source, signals, output: STDOUT_FILENO, every: .seconds(1), line)
    }

    /// The same on a given descriptor and at a given pace.
    static func run(
        _ source: some ViewSource,
        _ signals: TerminalSignals,
        output descriptor: Int32,
        every interval: TimeSpan,
        _ line: (ConsoleViewModel) -> String
    ) -> LineEnd {
        var output = LineOutput(descriptor)
        var model: ConsoleViewModel?
        var due = SteadyClock.now + interval
        while true {
            if let end = wait(source, signals, output, until: due) { return end }
            model = source.takeLatest() ?? model
            if output.isBlocked, let end = Self.end(output.flush()) { return end }
            guard SteadyClock.now >= due else { continue }
            due = due + interval
            // A process that was stopped for a while does not make up for the lines that it left out.
            if due < SteadyClock.now { due = SteadyClock.now + interval }
            guard let model, !output.isBlocked else { continue }
            if let end = Self.end(output.write(line(model))) { return end }
        }
    }

    /// Waits for a model, room for what was not written, or the time of the next line.
    private static func wait(
        _ source: some ViewSource,
        _ signals: TerminalSignals,
        _ output: borrowing LineOutput,
        until due: MonotonicTime
    ) -> LineEnd? {
        if source.hasEnded { return .engineEnded }
        var descriptors = [
            pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: source.wakeDescriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: output.descriptor, events: output.isBlocked ? Int16(POLLOUT) : 0, revents: 0),
        ]
        let timeout = max((due - SteadyClock.now).nanoseconds, 0)
        _ = unsafe clinux_poll(&descriptors, Int32(descriptors.count), timeout)
        while let number = signals.next() {
            switch number {
            case SIGWINCH, SIGCONT: continue
            case SIGTSTP: raise(SIGSTOP)
            default: return .signal(number)
            }
        }
        // POLLERR at the writing end of a pipe: nobody can read it any more (poll(2)).
        return descriptors[2].revents & Int16(POLLERR) != 0 ? .readerGone : nil
    }

    private static func end(_ progress: LineOutput.Progress) -> LineEnd? {
        switch progress {
        case .done, .blocked: nil
        case .failed(let code) where code == EPIPE: .readerGone
        case .failed(let code): .failed(errno: code)
        }
    }
}
