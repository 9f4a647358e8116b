/// Changes of the book that happened together: absolute quantities, zero removes the level.
public struct MarketDepth: Sendable, Equatable {
    /// The identifier of the last change.
    public var lastID: Int64
    /// The changed bids.
    public var bids: [BookLevel]
    /// The changed asks.
    public var asks: [BookLevel]

    /// These changes.
    public init(lastID: Int64, bids: [BookLevel], asks: [BookLevel]) {
        self.lastID = lastID
        self.bids = bids
        self.asks = asks
    }
}
