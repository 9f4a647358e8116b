/// What an engine did, in the order in which it did it.
enum TradingEvent: Sendable {
    /// An order was accepted.
    case accepted(ExchangeOrder)
    /// An order traded; the order as it is after that.
    case filled(ExchangeOrder, ExchangeFill)
    /// An order ended without a trade; the order as it is after that.
    case ended(ExchangeOrder, EndCause)
    /// What an account holds of these assets changed.
    case balances(account: Int, assets: [String])

    /// Why an order ended.
    enum EndCause: Sendable {
        /// Its owner asked for it.
        case request
        /// The dead man's switch.
        case timer
        /// Its own terms: what was left of an IOC or a market order.
        case terms
        /// Self-trade prevention.
        case selfTrade
    }
}
