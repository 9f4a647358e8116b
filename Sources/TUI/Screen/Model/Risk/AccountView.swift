public import Books

/// What we hold, what it brought, and how much room the limits leave.
public struct AccountView: Sendable, Hashable {
    /// The position by our own fills, negative if short; nothing without an account.
    public var position: Quantity?
    /// Profit and loss; nothing before the first fill or without an account.
    public var profit: ProfitView?
    /// The limits.
    public var limits: LimitsView

    /// An account; what is left out is that of a console without an order path.
    public init(position: Quantity? = nil, profit: ProfitView? = nil, limits: LimitsView = LimitsView()) {
        self.position = position
        self.profit = profit
        self.limits = limits
    }
}
