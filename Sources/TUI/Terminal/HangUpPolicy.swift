/// What happens when the terminal is gone, because a connection broke or a window was closed.
public enum HangUpPolicy: String, Sendable, CaseIterable {
    /// The console ends, and with it everything that it does at the venues: what nobody sees must not trade.
    case kill
    /// The engine goes on without a screen until a signal ends it. For sessions that something else watches.
    case keep
}
