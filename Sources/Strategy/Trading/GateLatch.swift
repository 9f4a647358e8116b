/// What closes the last gate for all venues, each by itself.
public enum GateLatch: Sendable, Hashable {
    /// The kill switch.
    case kill
    /// A hold, by a person or a rule.
    case hold
    /// The watchdog, which closes it by itself; only a person's word takes that back.
    case watchdog
}
