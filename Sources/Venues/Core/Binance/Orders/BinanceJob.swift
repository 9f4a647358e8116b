import Books

/// What Binance is asked for, with all that is needed when the answer comes.
enum BinanceJob: Sendable, Equatable {
    /// The venue's clock.
    case time
    /// The private stream.
    case subscribe
    /// What the account pays for a trade.
    case commission
    /// A new order; it is here only once it was sent.
    case place(OrderRequest)
    /// An order's cancellation.
    case cancel(OrderQuestion)
    /// Where an order stands.
    case status(OrderQuestion)
    /// The venue's name of an order, in order to read its trades.
    case find(OrderQuestion)
    /// Whose an order is that trades tell of; by the venue's name.
    case identify(String)
    /// One page of trades.
    case trades(BinanceTradesRead)
    /// The open orders, and no more of the account.
    case list
    /// The open orders, the first part of the account.
    case openOrders
    /// The balances, its last part.
    case balances

    /// Whether it may use the reserve that new orders leave alone: it takes risk away or ends a doubt.
    var isProtection: Bool {
        switch self {
        case .time, .subscribe, .cancel, .status, .find, .identify, .list: true
        case .trades(let read): read.purpose != .account
        case .commission, .place, .openOrders, .balances: false
        }
    }

    /// Whether it takes an order away.
    var isCancel: Bool {
        if case .cancel = self { true } else { false }
    }

    /// Whether it is a part of reading the account.
    var isOfAccount: Bool {
        switch self {
        case .openOrders, .balances: true
        case .trades(let read): read.purpose == .account
        default: false
        }
    }

    /// Whether it asks about orders, and can be asked again by whoever wants to know.
    var isQuestion: Bool {
        switch self {
        case .status, .find, .identify: true
        case .trades(let read): read.purpose != .account
        default: false
        }
    }

    /// The trader's question that it is, or is a step of; nil of everything else.
    var question: OrderQuestion? {
        switch self {
        case .cancel(let question), .status(let question), .find(let question): question
        case .trades(let read): read.question
        default: nil
        }
    }

    /// Whether it asks the same about the same order, as whichever of its questions.
    func asksSame(as other: BinanceJob) -> Bool {
        switch (self, other) {
        case (.cancel, .cancel), (.status, .status), (.find, .find): question?.id == other.question?.id
        case (.trades(let read), .trades(let another)): read.asksSame(as: another)
        default: self == other
        }
    }

    /// What it costs of 6,000 a minute (Binance Spot API documentation, the methods' weights).
    var weight: Int64 {
        switch self {
        case .time, .place, .cancel: 1
        case .subscribe: 2
        case .status, .find, .identify: 4
        case .list, .openOrders: 6
        case .trades(let read): read.orderID == nil ? 20 : 5
        case .commission, .balances: 20
        }
    }

    /// Its method on the WebSocket API.
    var method: String {
        switch self {
        case .time: "time"
        case .subscribe: "userDataStream.subscribe.signature"
        case .commission: "account.commission"
        case .place: "order.place"
        case .cancel: "order.cancel"
        case .status, .find, .identify: "order.status"
        case .trades: "myTrades"
        case .list, .openOrders: "openOrders.status"
        case .balances: "account.status"
        }
    }

    /// Its verb and path by REST; nil for what makes sense over the stream alone.
    var rest: (verb: String, path: String)? {
        switch self {
        case .subscribe, .place: nil
        case .time: ("GET", "/api/v3/time")
        case .commission: ("GET", "/api/v3/account/commission")
        case .cancel: ("DELETE", "/api/v3/order")
        case .status, .find, .identify: ("GET", "/api/v3/order")
        case .trades: ("GET", "/api/v3/myTrades")
        case .list, .openOrders: ("GET", "/api/v3/openOrders")
        case .balances: ("GET", "/api/v3/account")
        }
    }
}

/// A read of trades, page by page.
struct BinanceTradesRead: Sendable, Equatable {
    /// What the trades are wanted for.
    enum Purpose: Sendable, Equatable {
        /// To see whether an order has traded that the venue says it does not know; asked at that instant.
        case absence(OrderQuestion, askedAt: MonotonicTime)
        /// The fills of one order.
        case order(OrderQuestion)
        /// The second part of the account.
        case account
    }

    let purpose: Purpose
    /// The order alone, by the venue's name; nil for all of the symbol.
    let orderID: String?
    /// From when on.
    let since: WallTime?
    /// What was read so far, by rising number.
    var trades: [BinanceTrade] = []
    var pages = 0

    /// The question about an order that it answers; nil of the account's.
    var question: OrderQuestion? {
        switch purpose {
        case .absence(let question, _), .order(let question): question
        case .account: nil
        }
    }

    /// Whether it reads for the same purpose, and the same order.
    func asksSame(as other: BinanceTradesRead) -> Bool {
        switch (purpose, other.purpose) {
        case (.absence, .absence), (.order, .order): question?.id == other.question?.id
        case (.account, .account): true
        default: false
        }
    }
}

/// One trade of the account, as `myTrades` tells it.
struct BinanceTrade: Sendable, Equatable {
    let number: Int64
    let orderID: String
    let side: OrderSide
    let fill: OrderFill
}
