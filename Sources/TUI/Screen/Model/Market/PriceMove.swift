/// How a trade's price compares with the one before it.
public enum PriceMove: Sendable, Hashable, CaseIterable {
    /// Higher.
    case up
    /// Lower.
    case down
    /// The same, or there is none to compare with.
    case same
}
