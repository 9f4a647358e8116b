import CTerminal
import Glibc
import TUI

extension SessionLoop {
    /// Hands actions on, then does what they mean for the terminal itself; the end, if one of them asks for it.
    func perform(
        _ actions: [ConsoleAction],
        _ onAction: (ConsoleAction) -> Void
    ) throws(TerminalError) -> TerminalEnd? {
        pacer.noteUrgentChange()
        for action in actions {
            onAction(action)
            switch action {
            // The engine cancels whatever is open when it stops, and waits for the answers.
            case .quit, .cancelAllAndQuit: return .quit
            case .suspend:
                if let end = try suspend(onAction) { return end }
            case .redraw: stage.redrawAll()
            case .theme(let choice): take(choice)
            case .hold, .run, .reduce, .startStrategy, .stopStrategy, .kill, .rearm, .acceptBalances, .arm, .disarm,
                .reconnect, .cancel, .cancelAll, .gate, .set, .limit, .fault, .playback, .continued, .unseen:
                break
            }
        }
        return nil
    }

    /// Takes another theme; keeps the present one where the other cannot be read.
    private func take(_ choice: ThemeChoice) {
        let name: String
        switch choice {
        case .named(let chosen): name = chosen
        case .next:
            let names = themes.names
            let index = names.firstIndex(of: stage.themeName) ?? -1
            name = names[(index + 1) % names.count]
        }
        do throws(ThemeProblem) {
            stage.use(try themes.theme(named: name))
            state.remark = "theme \(stage.themeName)"
        } catch {
            state.remark = error.sentence
        }
        state.themes = themes.names
    }

    /// Gives the terminal to the shell and stops; comes back when the process is continued.
    private func suspend(_ onAction: (ConsoleAction) -> Void) throws(TerminalError) -> TerminalEnd? {
        stage.leave()
        cterminal_stop()
        var wasStopped = false
        while let number = signals.next() {
            switch number {
            case SIGCONT: wasStopped = true
            case SIGWINCH, SIGTSTP, SIGINT: break
            default: return .signal(number)
            }
        }
        if wasStopped {
            onAction(.continued)
        } else {
            state.remark = "not suspended: there is no shell that could continue the console"
        }
        try takeBack()
        return nil
    }

    /// Takes the terminal again, in whatever state it was left.
    func takeBack() throws(TerminalError) {
        stage.leave()
        try stage.enter()
        pacer.noteUrgentChange()
    }
}
