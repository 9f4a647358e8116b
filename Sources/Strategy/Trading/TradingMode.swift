public import Books

/// Whether new orders may leave at all.
public enum TradingMode: Sendable, Hashable {
    /// Matches are executed.
    case running
    /// Nothing new is sent and working orders are cancelled; evidence of what is under way is still applied.
    case held(HoldCause, since: MonotonicTime)
    /// Everything is cancelled and sending is locked until a person clears it.
    case killed(KillCause, since: MonotonicTime)

    /// Whether matches are executed.
    public var isRunning: Bool { self == .running }

    /// Whether the kill switch is latched.
    public var isKilled: Bool {
        if case .killed = self { true } else { false }
    }
}
