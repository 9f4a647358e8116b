public import Books

/// An order at a simulated exchange, from its acceptance on.
public struct ExchangeOrder: Sendable, Hashable {
    /// The engine's number, given once and rising.
    public let number: Int64
    /// The account that sent it.
    public let account: Int
    /// The client's own name for it; empty where it gave none.
    public let clientID: String
    /// Whether it buys or sells.
    public let side: TradeSide
    /// What it does about its price.
    let kind: OrderTicket.Kind
    /// How long it stays.
    let lifetime: OrderTicket.Lifetime
    /// What happens where it would meet an order of its own account.
    let selfTrade: SelfTradeRule
    /// Its limit in price units; nil for a market order.
    public let price: Int64?
    /// Its size in quantity units; what was filled, for a market order that was sized in the quote asset.
    public internal(set) var quantity: Int64
    /// How much of the quote asset it was to spend; nil unless it was sized so.
    let spending: Int128?
    /// How much of it was filled, in quantity units.
    public internal(set) var filled: Int64 = 0
    /// What that cost or brought, in the ledger's units of the quote asset.
    public internal(set) var quoteFilled: Int128 = 0
    /// The fees of its trades, in the ledger's units of whatever they were paid in.
    var fees: Int128 = 0
    /// How much self-trade prevention took away.
    public internal(set) var prevented: Int64 = 0
    /// What became of it.
    public internal(set) var state = State.open
    /// When it was accepted.
    public let created: WallTime
    /// When it changed last.
    public internal(set) var updated: WallTime
    /// When it was accepted, for the age of a cancelled order.
    let steady: MonotonicTime
    /// How much of the played market stands at its price before it.
    var ahead: Int64 = 0
    /// The same order at earlier times, for queries that lag.
    var history: [Revision] = []

    /// What became of an order.
    public enum State: String, Sendable, Hashable {
        /// It stands in the book.
        case open
        /// It is filled whole.
        case filled
        /// Its owner, or the dead man's switch, took it back.
        case cancelled
        /// It ended by its own terms.
        case expired
        /// It would have met an order of its own account.
        case selfTrade = "self_trade"
    }

    /// What changes of an order, with the time from which it held.
    struct Revision: Sendable, Hashable {
        let time: MonotonicTime
        let filled: Int64
        let quoteFilled: Int128
        let state: State
        let updated: WallTime
    }

    /// What may still be filled.
    public var remaining: Int64 { state == .open ? quantity - filled - prevented : 0 }

    /// The order as it was at a time; nil if it was not there yet.
    func asOf(_ time: MonotonicTime) -> ExchangeOrder? {
        guard let revision = history.last(where: { $0.time <= time }) else { return nil }
        var order = self
        order.filled = revision.filled
        order.quoteFilled = revision.quoteFilled
        order.state = revision.state
        order.updated = revision.updated
        return order
    }
}
