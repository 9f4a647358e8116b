import Books
import Venues

/// A trading request that has been read.
struct BinanceCall: Sendable {
    /// Where it came from.
    let origin: Origin
    /// What it asks.
    let method: BinanceMethod
    /// With which parameters.
    let parameters: BinanceParameters
    /// Whose it is; nil for what needs no account.
    var account: Int?
    /// The unit of the times in its answer.
    let unit: BinanceTimeUnit

    /// Where a request came from.
    enum Origin: Sendable {
        /// An HTTP request, with the client's key and the bytes that a signature covers, unless they are not encoded.
        case rest(ConnectionID, key: String?, payload: [UInt8]?)
        /// The WebSocket API, with the client's mark.
        case socket(ConnectionID, mark: JSONValue)

        /// The connection.
        var client: ConnectionID {
            switch self {
            case .rest(let client, _, _), .socket(let client, _): client
            }
        }
    }

    /// What it weighs if it succeeds (REST API, WebSocket API: "Weight").
    var weight: Int {
        switch method {
        case .placeOrder: 0
        case .testOrder: parameters["computeCommissionRates"] == "true" ? 20 : 1
        case .cancelOrder, .cancelOpenOrders, .ping, .time: 1
        case .orderStatus: 4
        case .openOrders: parameters["symbol"] == nil ? 80 : 6
        case .account, .commission: 20
        case .trades: parameters["orderId"] == nil ? 20 : 5
        case .orderRate: 40
        case .logOn, .sessionStatus, .logOut, .subscribe, .subscribeSigned, .unsubscribe, .subscriptions: 2
        }
    }
}
