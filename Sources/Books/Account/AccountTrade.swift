/// One trade of an account, by the venue's word: of an order of ours or of another's.
public struct AccountTrade: Sendable, Hashable {
    /// The venue's own name for the order that traded.
    public let venueOrderID: String
    /// Our name for that order, where the venue's history or an order that we know tells it.
    public let id: ClientOrderID?
    /// Whether it bought or sold.
    public let side: OrderSide
    /// The trade itself.
    public let fill: OrderFill

    /// A trade with all its parts.
    public init(venueOrderID: String, id: ClientOrderID?, side: OrderSide, fill: OrderFill) {
        self.venueOrderID = venueOrderID
        self.id = id
        self.side = side
        self.fill = fill
    }
}
