public import Books

/// The limits that stop trading; what has no limit is nothing.
public struct LimitsView: Sendable, Hashable {
    /// The largest position, either way.
    public var position: Quantity?
    /// The most open orders.
    public var orders: Int?
    /// The largest loss of the session.
    public var loss: Money?

    /// Limits.
    public init(position: Quantity? = nil, orders: Int? = nil, loss: Money? = nil) {
        self.position = position
        self.orders = orders
        self.loss = loss
    }
}
