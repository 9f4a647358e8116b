public import Books

/// Whether new orders may leave at all.
public enum TradingMode: Sendable, Hashable {
    /// Matches are executed.
    case running
    /// Only orders leave that make the position smaller whatever becomes of all others.
    case reducing(ReduceCause, since: MonotonicTime)
    /// Nothing new is sent and working orders are cancelled; evidence of what is under way is still applied.
    case held(HoldCause, since: MonotonicTime)
    /// Everything is cancelled and sending is locked until a person clears it.
    case killed(KillCause, since: MonotonicTime)

    /// Whether every match is executed.
    public var isRunning: Bool { self == .running }

    /// Whether some orders may leave: all of them, or those that make the position smaller.
    public var sendsOrders: Bool { isRunning || isReducing }

    /// Whether only orders leave that make the position smaller.
    public var isReducing: Bool {
        if case .reducing = self { true } else { false }
    }

    /// Whether a person or a rule holds everything.
    public var isHeld: Bool {
        if case .held = self { true } else { false }
    }

    /// Whether the kill switch is latched.
    public var isKilled: Bool {
        if case .killed = self { true } else { false }
    }
}
