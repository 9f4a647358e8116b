/// A subscription to the private events of an account.
struct KrakenPrivateSubscription: Sendable, Hashable {
    /// Which events.
    let channel: Channel
    /// Whose.
    let account: Int
    /// The token that opened it, which holds as long as it lasts.
    let token: String
    /// Whether the rate counter comes with the events.
    let hasRateCounter: Bool
    /// Whether changes of an order come that are no trades.
    let hasOrderStatus: Bool
    /// The number of the last message.
    var sequence: Int64 = 0

    /// The private channels.
    enum Channel: String, Sendable, Hashable {
        /// Orders and trades.
        case executions
        /// The ledger.
        case balances
    }
}
