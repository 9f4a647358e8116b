/// A side of a book.
///
/// Whether somebody buys or sells is another question: ``TradeSide`` for trades that happened.
public enum Side: Sendable, Hashable, CaseIterable {
    /// Standing buy orders, best is the highest price.
    case bid
    /// Standing sell orders, best is the lowest price.
    case ask

    /// Whether `price` is nearer to the other side than `other`: higher for bids, lower for asks.
    @inline(__always)
    func isBetter(_ price: Price, than other: Price) -> Bool {
        self == .bid ? price > other : price < other
    }
}
