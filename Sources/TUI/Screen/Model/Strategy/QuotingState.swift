/// What the strategy does at the moment.
public enum QuotingState: Sendable, Hashable {
    /// There is no strategy in this console.
    case none
    /// It is switched off: it has no quotes.
    case off
    /// It watches the market and has seen so many percent of what it needs before it quotes.
    case warming(percent: Int)
    /// It has quotes in the trader book.
    case quoting
    /// It is on but has pulled its quotes for `reason`.
    case halted(reason: String)
}
