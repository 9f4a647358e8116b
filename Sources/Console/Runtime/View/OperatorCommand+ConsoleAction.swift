public import Strategy
public import TUI

extension OperatorCommand {
    /// What the trader is to do about something that a person asked for on the screen; nothing where that concerns the
    /// screen alone, or a part of the console that does not exist yet.
    public init?(_ action: ConsoleAction) {
        switch action {
        case .startStrategy: self = .strategyOn
        case .stopStrategy, .kill: self = .strategyOff
        case .set(let parameter, let value): self = .set(name: parameter, value: value)
        case .reconnect(let venue): self = .reconnect(venue)
        case .hold, .run, .rearm, .arm, .disarm, .cancel, .cancelAll, .gate, .fault, .playback, .theme, .redraw,
            .suspend, .cancelAllAndQuit, .quit:
            return nil
        }
    }
}
