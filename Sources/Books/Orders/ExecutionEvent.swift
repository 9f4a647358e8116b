/// What a venue's execution client tells the trader.
///
/// Never dropped and never conflated: an order is the set of what was said about it.
public enum ExecutionEvent: Sendable, Hashable {
    /// The way for orders to a venue is in another state.
    case link(VenueID, OrderLinkState)
    /// Something was said about an order whose name is one of ours in form; whether its tag is ours is for the trader.
    case evidence(VenueID, ClientOrderID, OrderEvidence)
    /// The venue was asked at `askedAt` and does not know the order.
    ///
    /// `tradesWereRead` says that the account's trades since the order's intent were read after that, and are silent too;
    /// they are read where the question wanted it.
    case notFound(OrderQuestion, askedAt: MonotonicTime, tradesWereRead: Bool)
    /// The account as the venue has it: the answer to ``OrderCommand/reconcile(tradesSince:)``.
    case account(AccountSnapshot)
    /// Every open order of the instrument, ours and others, as the venue had them when it was asked at `askedAt`: the answer
    /// to ``OrderCommand/listOpenOrders``.
    case openOrders(VenueID, askedAt: MonotonicTime, [VenueOrder])
    /// Balances that changed, by the private stream.
    case balances(VenueID, [AssetBalance])
    /// What the venue takes of what we take, as the account says.
    case fee(VenueID, FeeRate)
    /// How long an order took to the venue: the venue's stamp less the time of sending, by one clock.
    case oneWay(VenueID, TimeSpan)
    /// What is known of the clock that the venue checks our requests by.
    case clock(VenueID, ClockEstimate)
    /// The venue's own count of what was used of a budget of messages: so many of so many.
    case used(VenueID, count: Int64, of: Int64)
    /// Until when the venue cancels everything if it does not hear from us; nil where that is off.
    case deadMansSwitch(VenueID, MonotonicTime?)
    /// A sentence for the person and the log.
    case remark(VenueID, String, isWarning: Bool)
}
