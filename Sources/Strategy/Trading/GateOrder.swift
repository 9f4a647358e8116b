/// What a person asks for at the order path of one venue.
public enum GateOrder: String, Sendable, Hashable, CaseIterable {
    /// Let cancels alone through.
    case cancelOnly = "cancel-only"
    /// Let what works end by itself, and nothing new begin.
    case drain
    /// Open it again, step by step: the account is read, then one order of the smallest size, then all.
    case resume
}
