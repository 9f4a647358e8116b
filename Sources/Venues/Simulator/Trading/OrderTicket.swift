import Books

/// An order as an exchange's engine takes it, its form checked.
struct OrderTicket: Sendable, Hashable {
    /// The account that sends it.
    var account: Int
    /// The client's own name for it; empty where it gave none.
    var clientID: String
    /// Whether it buys or sells.
    var side: TradeSide
    /// What it does about its price.
    var kind: Kind
    /// How long it stays.
    var lifetime: Lifetime
    /// Its limit in price units; nil for a market order.
    var price: Int64?
    /// Its size in quantity units; nil for a market order that is sized by ``spending``.
    var quantity: Int64?
    /// How much of the quote asset a market order may spend, in price units times quantity units.
    var spending: Int128?
    /// What happens where it would meet an order of its own account.
    var selfTrade: SelfTradeRule

    /// What an order does about its price.
    enum Kind: String, Sendable, Hashable {
        /// It takes what its limit allows, and may stay for the rest.
        case limit
        /// It takes at any price.
        case market
        /// It only ever stands.
        case postOnly
    }

    /// How long an order stays.
    enum Lifetime: String, Sendable, Hashable {
        /// Until it is cancelled.
        case untilCancelled
        /// Not at all.
        case immediateOrCancel
        /// Not at all, and it fills whole or not at all.
        case fillOrKill
    }
}
