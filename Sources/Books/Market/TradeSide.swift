/// Which side was the aggressor of a trade that happened.
public enum TradeSide: Sendable, Hashable {
    /// The taker bought.
    case buy
    /// The taker sold.
    case sell
}
