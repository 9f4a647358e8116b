/// What the trader asks of a venue's execution client.
public enum OrderCommand: Sendable, Hashable {
    /// Send this new order; its intent is written down already.
    ///
    /// Once, never again, and not after its expiry or with the last gate closed.
    case submit(OrderRequest)
    /// Ask for an order's cancellation.
    case cancel(OrderQuestion)
    /// Ask where an order stands; the answer is evidence, or ``ExecutionEvent/notFound(_:askedAt:tradesWereRead:)``.
    case query(OrderQuestion)
    /// Ask for the trades of an order.
    case fetchTrades(OrderQuestion)
    /// Read the account anew: open orders, trades since then, balances. The answer is one ``AccountSnapshot``.
    case reconcile(tradesSince: WallTime)
    /// List the open orders, and no more of the account. The answer is ``ExecutionEvent/openOrders(_:askedAt:_:)``.
    case listOpenOrders
    /// Let the venue cancel everything of the account if it does not hear from us for this long; nil switches that off.
    ///
    /// A venue without such a switch ignores it.
    case deadMansSwitch(TimeSpan?)
    /// Make the connection anew.
    case reconnect
}
