/// The two switches of the first row: whether the strategy is on, and whether orders can leave.
struct SwitchBadges {
    private let model: ConsoleViewModel

    /// The switches of `model`.
    init(_ model: ConsoleViewModel) {
        self.model = model
    }

    /// Whether the strategy is on.
    var strategy: (text: Text, role: Role) {
        model.trader.strategy.isOn ? ("[MM ON ]", .stateOn) : ("[MM OFF]", .textStrong)
    }

    /// Whether orders can leave.
    var execution: (text: Text, role: Role) {
        switch model.execution {
        case .none: ("[EXEC NONE]", .textDim)
        case .run: ("[EXEC RUN ]", .stateOn)
        case .part: ("[EXEC PART]", .stateHold)
        case .reducing: ("[EXEC REDU]", .stateHold)
        case .hold: ("[EXEC HOLD]", .stateHold)
        case .killed: ("[KILLED]   ", .stateKilled)
        }
    }
}
