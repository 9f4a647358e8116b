/// Whether a person has allowed orders that cost money.
public enum Arming: Sendable, Hashable, CaseIterable {
    /// The mode needs no leave.
    case notNeeded
    /// Not yet.
    case disarmed
    /// Yes, until the console ends or is killed.
    case armed
}
