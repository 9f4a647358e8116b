/// A rule that every quote set has to keep, whatever strategy has made it.
public enum QuoteViolation: Sendable, Hashable, CaseIterable {
    /// A bid is not below every ask.
    case crossed
    /// A bid reaches the market's best ask, or an ask its best bid, and no client comes to take.
    case throughTouch
    /// A quote is nearer to the fair price than fees and edge allow.
    case tooNear
    /// A quote is farther from the fair price than the largest distance.
    case tooFar
    /// A price is no multiple of the tick, or a quantity none of the lot.
    case offGrid
    /// A quote is worth less than a venue's smallest order.
    case tooSmall
    /// A quote, or a side, costs more than it may.
    case overBudget
    /// A side has more levels than the book holds, or they are not in order.
    case disorder
}
