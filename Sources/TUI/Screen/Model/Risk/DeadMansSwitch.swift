/// Who cancels the orders at a venue if the console dies.
public enum DeadMansSwitch: Sendable, Hashable, CaseIterable {
    /// Nobody.
    case none
    /// The venue, when it does not hear from us.
    case venue
    /// A process beside the console.
    case sentinel
}
