/// Who or what killed execution.
public enum KillCause: String, Sendable, Hashable, CaseIterable {
    /// A person's key or command.
    case person = "operator"
    /// The terminal went away.
    case terminal = "lost terminal"
    /// A signal asked the process to end.
    case signal = "a signal"
    /// The latch was closed when the console ended, and is kept.
    case latched = "an earlier session"
}
