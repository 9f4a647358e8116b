/// What a client can ask of Binance's trading interfaces, whichever way it comes.
///
/// WebSocket API, "Trading requests", "Account requests", "User Data Stream requests"; REST API, the endpoints of the same.
enum BinanceMethod: String, Sendable, CaseIterable {
    /// Send an order.
    case placeOrder = "order.place"
    /// Check an order.
    case testOrder = "order.test"
    /// Take an order back.
    case cancelOrder = "order.cancel"
    /// Ask for an order.
    case orderStatus = "order.status"
    /// Ask for the open orders.
    case openOrders = "openOrders.status"
    /// Take all open orders of a symbol back.
    case cancelOpenOrders = "openOrders.cancelAll"
    /// Ask for the balances.
    case account = "account.status"
    /// Ask for trades.
    case trades = "myTrades"
    /// Ask for the fees.
    case commission = "account.commission"
    /// Ask for the count of unfilled orders.
    case orderRate = "account.rateLimits.orders"
    /// A sign of life.
    case ping
    /// Ask for the clock.
    case time
    /// Authenticate a connection.
    case logOn = "session.logon"
    /// Ask how a connection is authenticated.
    case sessionStatus = "session.status"
    /// End a connection's authentication.
    case logOut = "session.logout"
    /// Ask for the events of the account of the session.
    case subscribe = "userDataStream.subscribe"
    /// Ask for the events of the account that signs.
    case subscribeSigned = "userDataStream.subscribe.signature"
    /// End a subscription.
    case unsubscribe = "userDataStream.unsubscribe"
    /// Ask for the subscriptions.
    case subscriptions = "session.subscriptions"

    /// Whether it reaches the matching engine.
    var isOrder: Bool {
        switch self {
        case .placeOrder, .cancelOrder, .cancelOpenOrders: true
        default: false
        }
    }

    /// Whether it has to be signed.
    var isSigned: Bool {
        switch self {
        case .ping, .time, .sessionStatus, .logOut, .subscribe, .unsubscribe, .subscriptions: false
        default: true
        }
    }

    /// The method of a REST request; nil for one that is not about trading.
    init?(rest method: String, _ path: ArraySlice<String>) {
        switch (method, path.joined(separator: "/")) {
        case ("POST", "order"): self = .placeOrder
        case ("POST", "order/test"): self = .testOrder
        case ("DELETE", "order"): self = .cancelOrder
        case ("GET", "order"): self = .orderStatus
        case ("GET", "openOrders"): self = .openOrders
        case ("DELETE", "openOrders"): self = .cancelOpenOrders
        case ("GET", "account"): self = .account
        case ("GET", "myTrades"): self = .trades
        case ("GET", "account/commission"): self = .commission
        case ("GET", "rateLimit/order"): self = .orderRate
        default: return nil
        }
    }
}
