/// What became of an order whose answer does not tell.
public enum OrderFate: String, Sendable, Hashable, CaseIterable {
    /// The engine has it: it stands, or is filled, as the market had it.
    case placed
    /// The engine never had it.
    case absent
}
