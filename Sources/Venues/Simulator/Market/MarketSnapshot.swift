/// A whole book at one moment.
public struct MarketSnapshot: Sendable, Equatable {
    /// The identifier of the last change in it.
    public var lastID: Int64
    /// The bids, in any order.
    public var bids: [BookLevel]
    /// The asks, in any order.
    public var asks: [BookLevel]

    /// A book of these levels.
    public init(lastID: Int64, bids: [BookLevel], asks: [BookLevel]) {
        self.lastID = lastID
        self.bids = bids
        self.asks = asks
    }
}
