/// Why a strategy gives no quotes for a market that could be quoted.
public enum QuoteRefusal: Sendable, Hashable {
    /// No quote would be worth a venue's smallest order.
    case tooSmall
    /// The bounds leave no price: the spread between venues is wider than the largest distance allowed.
    case noRoom
    /// What the strategy wanted breaks a guard, so nothing of it is shown.
    case guarded(QuoteViolation)
}
