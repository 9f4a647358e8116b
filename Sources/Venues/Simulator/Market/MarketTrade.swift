/// A trade on the played market.
public struct MarketTrade: Sendable, Equatable {
    /// The exchange's number of the trade.
    public var identifier: Int64
    /// The price, in price units.
    public var price: Int64
    /// The quantity, in quantity units.
    public var quantity: Int64
    /// Whether the buyer's order stood in the book, so that the seller was the aggressor.
    public var isBuyerMaker: Bool

    /// A trade with all its facts.
    public init(identifier: Int64, price: Int64, quantity: Int64, isBuyerMaker: Bool) {
        self.identifier = identifier
        self.price = price
        self.quantity = quantity
        self.isBuyerMaker = isBuyerMaker
    }
}
