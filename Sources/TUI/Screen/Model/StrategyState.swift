/// Whether the market-making strategy is on.
public enum StrategyState: Sendable, Hashable, CaseIterable {
    /// It does not quote.
    case off
    /// It quotes.
    case on
}
