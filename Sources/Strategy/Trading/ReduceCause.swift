/// Who or what lets only orders go that make the position smaller.
public enum ReduceCause: String, Sendable, Hashable, CaseIterable {
    /// A person's command.
    case person = "operator"
    /// The session has lost as much as it may.
    case loss = "the loss limit"
}
