public import Strategy
public import TUI

extension OperatorCommand {
    /// What the trader is to do about something that a person asked for on the screen; nothing where that concerns the
    /// screen alone or others than the trader.
    public init?(_ action: ConsoleAction) {
        switch action {
        case .startStrategy: self = .strategyOn
        case .stopStrategy: self = .strategyOff
        case .kill: self = .kill(.person)
        case .hold(let venue): self = .hold(venue)
        case .run(let venue): self = .run(venue)
        case .reduce(let fromHold): self = .reduce(fromHold: fromHold)
        case .rearm: self = .rearm
        case .acceptBalances: self = .acceptBalances
        case .arm: self = .arm(true)
        case .disarm: self = .arm(false)
        case .cancel(let order): self = .cancel(order: order)
        case .cancelAll: self = .cancelAll
        case .gate(let venue, let request): self = .gate(venue, GateOrder(request))
        case .set(let parameter, let value): self = .set(name: parameter, value: value)
        case .limit(let name, let value, let isAsked):
            guard let name = LimitName(rawValue: name) else { return nil }
            self = .limit(name, value, isAsked: isAsked)
        case .reconnect(let venue): self = .reconnect(venue)
        case .continued: self = .holdBecause(.clockJump)
        case .unseen: self = .holdBecause(.unseen)
        case .fault, .playback, .theme, .redraw, .suspend, .cancelAllAndQuit, .quit: return nil
        }
    }
}

extension GateOrder {
    /// What a person asked for on the screen, as the trader calls it.
    init(_ request: GateRequest) {
        switch request {
        case .cancelOnly: self = .cancelOnly
        case .drain: self = .drain
        case .resume: self = .resume
        }
    }
}
