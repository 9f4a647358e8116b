/// Which of the open connections a fault meets.
public enum FaultScope: String, Sendable, Hashable, CaseIterable {
    /// All of them.
    case all
    /// The one that has been open the longest.
    case oldest
    /// The one that was opened last.
    case newest
}
