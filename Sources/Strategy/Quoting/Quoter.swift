public import Books

/// A strategy: looks at the market and says which quotes shall stand in the trader book.
///
/// It decides prices and sizes and nothing else. When it is asked, whether it may quote at all, and that the guards hold
/// is seen to around it, so a strategy cannot quote an old book or too often, and what breaks a guard is not shown.
public protocol Quoter: Sendable {
    /// What people call it.
    var name: String { get }

    /// Puts the quotes of both sides, best first, into the empty set `quotes`, or says why there are none.
    mutating func quote(_ market: borrowing QuotingMarket, into quotes: inout QuoteSet) -> QuoteRefusal?
}
