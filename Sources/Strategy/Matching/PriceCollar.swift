public import Books

/// The worst prices on a book at which orders may trade now.
public struct PriceCollar: Sendable, Hashable {
    /// The highest price at which anything may be bought.
    public let highestBuy: Price
    /// The lowest price at which anything may be sold.
    public let lowestSell: Price

    /// A collar between two prices.
    public init(lowestSell: Price, highestBuy: Price) {
        self.lowestSell = lowestSell
        self.highestBuy = highestBuy
    }

    /// The worst price for an order of this side.
    public func limit(_ side: OrderSide) -> Price {
        side == .buy ? highestBuy : lowestSell
    }

    /// Whether an order with this limit lies inside.
    public func allows(_ price: Price, _ side: OrderSide) -> Bool {
        side == .buy ? price <= highestBuy : price >= lowestSell
    }
}
