/// What a person asks for at the order path of one venue.
public enum GateRequest: String, Sendable, Hashable, CaseIterable {
    /// Let cancels alone through.
    case cancelOnly = "cancel-only"
    /// Let what stands there end by itself, and nothing new begin.
    case drain
    /// Open it again, step by step.
    case resume
}
