import Books

/// What Kraken is asked for, with all that is needed when the answer comes.
enum KrakenJob: Sendable, Equatable {
    // MARK: Over the stream

    /// The venue's clock.
    case ping
    /// The fills and states of orders, with a snapshot of the open ones and of the last trades.
    case executions
    /// The balances.
    case balances
    /// A new order; it is here only once it was sent.
    case place(OrderRequest)
    /// An order's cancellation; by REST where there is no stream.
    case cancel(OrderQuestion)
    /// The dead man's switch, in seconds; 0 switches it off. By REST where there is no stream.
    case deadMansSwitch(seconds: Int64)

    // MARK: By REST

    /// Several orders' cancellations in one request, where there is no stream.
    case cancels([OrderQuestion])
    /// The key to the private stream.
    case token
    /// The venue's names of assets, which are public.
    case assets
    /// Orders, among those that are open.
    case searchOpen(KrakenSearch)
    /// Orders, among those that have ended.
    case searchEnded(KrakenSearch)
    /// Where an order stands, by the venue's name.
    case namedOrder(OrderQuestion, String)
    /// Whose the orders are that trades tell of; by the venue's names.
    case identify([String])
    /// One page of trades.
    case trades(KrakenTradesRead)
    /// The open orders, and no more of the account.
    case list
    /// The open orders, the first part of the account.
    case openOrders
    /// The balances, its last part.
    case balance
    /// What the account pays for a trade.
    case fee

    /// Where it is asked by REST; nil for what makes sense over the stream alone.
    var path: String? {
        switch self {
        case .ping, .executions, .balances, .place: nil
        case .cancel: "/0/private/CancelOrder"
        case .cancels: "/0/private/CancelOrderBatch"
        case .deadMansSwitch: "/0/private/CancelAllOrdersAfter"
        case .token: "/0/private/GetWebSocketsToken"
        case .assets: "/0/public/Assets"
        case .searchOpen, .list, .openOrders: "/0/private/OpenOrders"
        case .searchEnded: "/0/private/ClosedOrders"
        case .namedOrder, .identify: "/0/private/QueryOrders"
        case .trades: "/0/private/TradesHistory"
        case .balance: "/0/private/Balance"
        case .fee: "/0/private/TradeVolume"
        }
    }

    /// What it adds to the counter of private requests: 2 for histories, 0 for orders and what is public.
    ///
    /// Kraken's rules do not say whether `ClosedOrders` is a history: it is counted as one, so that the venue never has to
    /// refuse us.
    var cost: Int64 {
        switch self {
        case .ping, .executions, .balances, .place, .cancel, .cancels, .assets: 0
        case .trades, .searchEnded: 2
        case .deadMansSwitch, .token, .searchOpen, .namedOrder, .identify, .list, .openOrders, .balance, .fee: 1
        }
    }

    /// Whether it may use the reserve: it takes risk away or ends a doubt.
    ///
    /// One reading of the account ends the doubts of all orders, so it has the right of a question about one of them.
    var isProtection: Bool {
        switch self {
        case .fee, .assets: false
        // The account, too: without it nothing is known after a restart, and questions about orders must not starve it.
        case .ping, .executions, .balances, .place, .cancel, .cancels, .deadMansSwitch, .token, .searchOpen,
            .searchEnded, .namedOrder, .identify, .trades, .list, .openOrders, .balance:
            true
        }
    }

    /// Which goes first: what takes risk away, what lets evidence come, the questions, the rest.
    ///
    /// A question of several steps is brought to its end before another begins: where the budget is short, first steps
    /// alone would use it up, and nothing would ever be proved.
    var rank: Int {
        switch self {
        case .cancel, .cancels: 0
        case .deadMansSwitch: 1
        case .token: 2
        case .searchEnded, .identify, .trades, .list, .balance: 3
        default: isProtection ? 4 : 5
        }
    }

    /// Whether it is a part of reading the account.
    var isOfAccount: Bool {
        switch self {
        case .openOrders, .balance: true
        case .trades(let read): read.purpose == .account
        default: false
        }
    }

    /// Whether it asks about orders, and can be asked again by whoever wants to know.
    var isQuestion: Bool {
        switch self {
        case .searchOpen, .searchEnded, .namedOrder, .identify: true
        case .trades: !isOfAccount
        default: false
        }
    }

    /// The order whose trades this asks for, as a first step or a later one; nil of everything else.
    var tradesWanted: ClientOrderID? {
        switch self {
        case .searchOpen(let search) where search.aim == .trades,
            .searchEnded(let search) where search.aim == .trades:
            search.wanted.first?.question.id
        case .trades(let read):
            if case .order(let question, _) = read.purpose { question.id } else { nil }
        default: nil
        }
    }

    /// Whether this asks where an order stands, as a first step or a later one.
    func asksStanding(of id: ClientOrderID) -> Bool {
        switch self {
        case .searchOpen(let search), .searchEnded(let search):
            search.aim == .standing && search.wanted.contains { $0.question.id == id }
        case .namedOrder(let question, _): question.id == id
        case .trades(let read):
            if case .absence(let wanted) = read.purpose { wanted.contains { $0.question.id == id } } else { false }
        default: false
        }
    }

    /// The order that this cancels; nil of everything else.
    var cancelled: OrderQuestion? {
        if case .cancel(let question) = self { question } else { nil }
    }

    /// The orders that this cancels.
    var allCancelled: [OrderQuestion] {
        switch self {
        case .cancel(let question): [question]
        case .cancels(let questions): questions
        default: []
        }
    }

    /// The same with the time of its request, where that is told with the answer.
    func asked(at now: MonotonicTime) -> KrakenJob {
        switch self {
        case .searchOpen(var search):
            search.ask(at: now)
            return .searchOpen(search)
        case .searchEnded(var search):
            search.ask(at: now)
            return .searchEnded(search)
        default:
            return self
        }
    }

    /// Its name for people.
    var name: String {
        switch self {
        case .ping: "ping"
        case .executions: "executions"
        case .balances: "balances"
        case .place: "add_order"
        default: path.map { String($0.drop { $0 == "/" }.split(separator: "/").last ?? "") } ?? ""
        }
    }
}

/// A read of trades, page by page.
struct KrakenTradesRead: Sendable, Equatable {
    /// What the trades are wanted for.
    enum Purpose: Sendable, Equatable {
        /// To see whether orders have traded that the venue says it does not know.
        case absence([KrakenSearch.Wanted])
        /// The fills of one order, by the venue's name.
        case order(OrderQuestion, String)
        /// The second part of the account.
        case account
    }

    var purpose: Purpose
    var since: WallTime
    /// What was read so far, each trade once.
    var trades: [KrakenTrade] = []
    /// How many rows were read of those that there are.
    var rows = 0
    var pages = 0
}

/// One trade of the account, as `TradesHistory` tells it.
struct KrakenTrade: Sendable, Equatable {
    let orderID: String
    let side: OrderSide
    let fill: OrderFill
}
