/// What a client can ask of Kraken's trading interfaces, whichever way it comes.
///
/// Spot WebSocket v2, "User Trading"; Spot REST, "Trading" and "Account Data".
enum KrakenMethod: String, Sendable, CaseIterable {
    /// Send an order.
    case addOrder = "AddOrder"
    /// Take orders back.
    case cancelOrder = "CancelOrder"
    /// Take several orders back, with one answer; by REST alone.
    case cancelBatch = "CancelOrderBatch"
    /// Take all orders back.
    case cancelAll = "CancelAll"
    /// Wind the dead man's switch.
    case cancelAllAfter = "CancelAllOrdersAfter"
    /// Ask for a token for the WebSocket.
    case token = "GetWebSocketsToken"
    /// Ask for the open orders.
    case openOrders = "OpenOrders"
    /// Ask for the orders that ended.
    case closedOrders = "ClosedOrders"
    /// Ask for orders by their identifiers.
    case queryOrders = "QueryOrders"
    /// Ask for trades.
    case tradesHistory = "TradesHistory"
    /// Ask for trades by their identifiers.
    case queryTrades = "QueryTrades"
    /// Ask for the balances.
    case balance = "Balance"
    /// Ask for the balances with what is reserved.
    case balanceExtended = "BalanceEx"
    /// Ask for the fees.
    case tradeVolume = "TradeVolume"

    /// The method of a WebSocket request; nil for one that is not about orders.
    init?(socket name: String) {
        switch name {
        case "add_order": self = .addOrder
        case "cancel_order": self = .cancelOrder
        case "cancel_all": self = .cancelAll
        case "cancel_all_orders_after": self = .cancelAllAfter
        default: return nil
        }
    }

    /// What the WebSocket calls it.
    var socketName: String {
        switch self {
        case .addOrder: "add_order"
        case .cancelOrder: "cancel_order"
        case .cancelAll: "cancel_all"
        default: "cancel_all_orders_after"
        }
    }

    /// Whether it reaches the matching engine.
    var isOrder: Bool {
        switch self {
        case .addOrder, .cancelOrder, .cancelBatch, .cancelAll: true
        default: false
        }
    }

    /// How much it counts towards the limit of REST calls.
    var calls: Int64 {
        switch self {
        case .addOrder, .cancelOrder, .cancelBatch: 0
        case .closedOrders, .tradesHistory, .queryTrades: 2
        default: 1
        }
    }
}
