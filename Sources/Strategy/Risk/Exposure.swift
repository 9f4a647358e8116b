public import Books

/// What our orders and our position can come to at worst, in the ledger's units.
///
/// An order that may live counts as if it would trade to its end: on the way to a limit "no answer" is a fill.
public struct Exposure: Sendable, Hashable {
    /// The position, in units of the base asset.
    public var position: Int128
    /// The position if every open purchase fills and no sale does.
    public var longest: Int128
    /// The position if every open sale fills and no purchase does.
    public var shortest: Int128
    /// What the open orders' rests are worth at their limits, in units of the quote asset.
    public var openNotional: Int128
    /// How many orders are open.
    public var openOrders: Int
    /// Realised and open profit of the session less fees; nil if it cannot be told.
    public var profit: Int128?

    /// Exposure with all its parts.
    public init(
        position: Int128,
        longest: Int128,
        shortest: Int128,
        openNotional: Int128,
        openOrders: Int,
        profit: Int128?
    ) {
        self.position = position
        self.longest = longest
        self.shortest = shortest
        self.openNotional = openNotional
        self.openOrders = openOrders
        self.profit = profit
    }

    /// Whether an order makes the position smaller whatever becomes of all others, and never turns it around.
    ///
    /// A sale does while it can be covered by what is left if every open sale fills and no purchase does; a purchase the
    /// other way round. `amount` is above zero, in units of the base asset.
    public func isReduced(by side: OrderSide, _ amount: Int128) -> Bool {
        amount > 0 && amount <= room(for: side)
    }

    /// How much an order of this side may be for and still only make the position smaller; zero where it cannot.
    public func room(for side: OrderSide) -> Int128 {
        switch side {
        case .sell: max(0, shortest)
        case .buy: longest == .min ? .max : max(0, -longest)
        }
    }

    /// Adds what an open order's rest is worth; what cannot be counted is as much as can be.
    mutating func add(_ notional: Int128?) {
        let sum = openNotional.addingReportingOverflow(notional ?? .max)
        openNotional = sum.overflow ? .max : sum.partialValue
    }
}
