public import Books

/// What the strategy does, and the reason where it does not quote.
public enum QuotingState: Sendable, Hashable {
    /// It is switched off.
    case off
    /// No venue's book is live and fresh, or none has both sides.
    case noMarket
    /// No venue has stated its tick and lot yet.
    case noRules
    /// Sizes and volatility are not known well enough yet; so much is done.
    case warming(percent: Int)
    /// The venues' prices are too far apart, in basis points, for all of them to be right.
    case decoupled(basisPoints: Int64)
    /// The market moved as no usual market does: nothing is quoted until then.
    case halted(until: MonotonicTime)
    /// The strategy gives no quotes.
    case refused(QuoteRefusal)
    /// Only the position may be made smaller, and there is none that an order could.
    case nothingToReduce
    /// Quotes stand.
    case quoting

    /// Whether both are the same but for a number that counts.
    func isSameKind(as other: QuotingState) -> Bool {
        switch (self, other) {
        case (.warming, .warming), (.decoupled, .decoupled): true
        default: self == other
        }
    }
}
