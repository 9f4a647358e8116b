/// Whether orders can leave the console.
public enum ExecutionState: Sendable, Hashable {
    /// There is no order path: nothing can be sent, whatever else the screen says.
    case none
    /// Orders can be sent to every venue.
    case run
    /// Orders can be sent, but not to every venue.
    case part
    /// Only orders can be sent that make the position smaller.
    case reducing(HoldView)
    /// Orders are held back.
    case hold(HoldView)
    /// Everything was cancelled and sending is locked.
    case killed(KillView)
}
