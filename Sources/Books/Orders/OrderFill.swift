/// One trade of an order, as a venue tells of it.
public struct OrderFill: Sendable, Hashable {
    /// The venue's name for it.
    public let trade: TradeID
    /// How much was traded.
    public let quantity: Quantity
    /// At which price.
    public let price: Price
    /// What the venue took for it.
    public let fee: Fee
    /// When it happened, by the venue's clock.
    public let exchangeTime: WallTime?

    /// A fill with all its facts.
    public init(trade: TradeID, quantity: Quantity, price: Price, fee: Fee, exchangeTime: WallTime?) {
        self.trade = trade
        self.quantity = quantity
        self.price = price
        self.fee = fee
        self.exchangeTime = exchangeTime
    }

    /// Whether another telling has the same facts, as far as both tell them in the same way.
    ///
    /// Times are told more or less finely, and a fee that was taken in the base asset is told in the quote asset by Kraken's
    /// history of trades.
    public func isSameTrade(as other: OrderFill) -> Bool {
        trade == other.trade && quantity == other.quantity && price == other.price
            && (fee == other.fee || fee.asset != other.fee.asset)
    }

    /// Whether its numbers can be true: venues that err must not move positions backwards.
    public var isPlausible: Bool { quantity.units > 0 && price.units > 0 }
}
