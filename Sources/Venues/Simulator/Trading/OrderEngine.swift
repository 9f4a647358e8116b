import Books

/// The matching engine of a simulated exchange: orders of its clients against the played book, and their ledger.
///
/// The book that it is handed shows the played market and the open orders together, as a venue's does. What our orders
/// take is taken out of it and stays away until the recording says something about that level; what they leave standing
/// is added to it. Whoever publishes the book finds the levels that changed in ``takeChanges()``.
struct OrderEngine: Sendable {
    /// What is traded.
    let instrument: ExchangeInstrument
    /// How the venue charges and reserves.
    let rules: TradingRules
    /// Who trades.
    private(set) var accounts: [TradingAccount] = []
    /// What they hold.
    var ledger: AccountLedger
    /// All orders that were ever accepted, by number.
    var orders: [ExchangeOrder] = []
    /// All trades of these orders, in their order.
    var fills: [ExchangeFill] = []
    /// The places in ``orders`` of those that stand, the oldest first.
    var open: [Int] = []
    /// The levels where something of the played market was taken.
    var shadows: [Shadow] = []
    /// The levels that are other ones than were published.
    var touched: [Touch] = []
    var trades: [MarketTrade] = []
    var lastTrade: Int64 = 0
    /// The places in ``orders`` by the client's name for them, the last one last.
    private var names: [String: [Int]] = [:]

    /// The number of the first order.
    static let firstOrder: Int64 = 10_000_001

    /// What the recording last said of a level from which our orders took.
    struct Shadow: Sendable {
        let side: Side
        let price: Int64
        /// The quantity that the recording gave it.
        let recorded: Int64
        /// The quantity that the best levels gave it since, ahead of the book.
        var restated: Int64?
    }

    /// A level whose quantity our orders changed, and what of it was last published.
    struct Touch: Sendable, Hashable {
        let side: Side
        let price: Int64
        var shown: Int64
    }

    /// An engine without orders.
    init(_ instrument: ExchangeInstrument, _ rules: TradingRules) {
        self.instrument = instrument
        self.rules = rules
        ledger = AccountLedger(instrument)
    }

    /// Adds an account.
    mutating func open(_ account: TradingAccount) throws(DecimalError) {
        try ledger.open(account.balances)
        accounts.append(account)
    }

    // MARK: - Queries

    /// The order with a number.
    func order(_ number: Int64) -> ExchangeOrder? {
        let (place, overflow) = number.subtractingReportingOverflow(Self.firstOrder)
        return !overflow && orders.indices.contains(Int(clamping: place)) ? orders[Int(place)] : nil
    }

    /// The order of an account that its client calls so: the open one, or else the last one.
    func order(named name: String, of account: Int) -> ExchangeOrder? {
        let places = (names[name] ?? []).filter { orders[$0].account == account }
        return (places.last { orders[$0].state == .open } ?? places.last).map { orders[$0] }
    }

    /// All orders of an account that its client called so, the oldest first.
    func orders(named name: String, of account: Int) -> [ExchangeOrder] {
        (names[name] ?? []).map { orders[$0] }.filter { $0.account == account }
    }

    /// The open orders of an account, the oldest first.
    func openOrders(of account: Int) -> [ExchangeOrder] {
        open.filter { orders[$0].account == account }.map { orders[$0] }
    }

    /// How much of a level belongs to open orders.
    func ownQuantity(_ side: Side, _ price: Int64) -> Int64 {
        open.reduce(0) { sum, place in
            let order = orders[place]
            return order.side.book == side && order.price == price ? sum + order.remaining : sum
        }
    }

    // MARK: - Orders

    /// Takes an order: it trades with what stands there, and rests or ends with the rest.
    mutating func place(
        _ ticket: OrderTicket,
        _ book: inout ExchangeBook,
        at now: ExchangeMoment,
        into events: inout [TradingEvent]
    ) throws(EngineRefusal) -> Int64 {
        try check(ticket, book)
        let place = orders.count
        orders.append(
            ExchangeOrder(
                number: Self.firstOrder + Int64(place),
                account: ticket.account,
                clientID: ticket.clientID,
                side: ticket.side,
                kind: ticket.kind,
                lifetime: ticket.lifetime,
                selfTrade: ticket.selfTrade,
                price: ticket.price,
                quantity: ticket.quantity ?? .max,
                spending: ticket.spending,
                created: now.wall,
                updated: now.wall,
                steady: now.steady
            )
        )
        if !ticket.clientID.isEmpty { names[ticket.clientID, default: []].append(place) }
        revise(place, at: now)
        reserve(place, was: 0)
        events.append(.accepted(orders[place]))
        let mayTake = ticket.lifetime != .fillOrKill || isFillable(ticket, book)
        if ticket.kind != .postOnly, mayTake { take(place, &book, at: now, into: &events) }
        conclude(place, &book, at: now, into: &events)
        let order = orders[place]
        let assets = [instrument.base, instrument.quote]
        if order.state == .open || order.filled > 0 {
            events.append(.balances(account: ticket.account, assets: assets))
        }
        return order.number
    }

    /// Whether an order could be placed now.
    func check(_ ticket: OrderTicket, _ book: ExchangeBook) throws(EngineRefusal) {
        if !ticket.clientID.isEmpty, let twin = order(named: ticket.clientID, of: ticket.account), twin.state == .open {
            throw .duplicateID
        }
        let opposite = ticket.side.book.opposite
        if ticket.kind == .postOnly, let best = book[opposite].best, let price = ticket.price,
            Self.crosses(ticket.side, price, best.price)
        {
            throw .wouldTake
        }
        let need = requirement(ticket, book)
        guard ledger.free(need.asset, of: ticket.account) >= need.amount else { throw .insufficientFunds }
    }

    /// Takes an open order out of the book; false if it is not open.
    mutating func cancel(
        _ number: Int64,
        _ cause: TradingEvent.EndCause,
        _ book: inout ExchangeBook,
        at now: ExchangeMoment,
        into events: inout [TradingEvent]
    ) -> Bool {
        guard let order = order(number), order.state == .open else { return false }
        let place = Int(number - Self.firstOrder)
        end(place, .cancelled, cause, &book, at: now, into: &events)
        return true
    }

    // MARK: - What is known of prices

    /// Whether an order at `limit` trades with what stands at `price` on the other side.
    static func crosses(_ side: TradeSide, _ limit: Int64, _ price: Int64) -> Bool {
        side == .buy ? price <= limit : price >= limit
    }

    /// Whether an order would find its whole size within its limit.
    ///
    /// Where its rule ends or shrinks it when it meets its own account, only what stands before that is sure.
    private func isFillable(_ ticket: OrderTicket, _ book: ExchangeBook) -> Bool {
        let side = book[ticket.side.book.opposite]
        var missing = ticket.quantity ?? 0
        for rank in 0..<side.count {
            let level = side[rank]
            if let price = ticket.price, !Self.crosses(ticket.side, price, level.price) { break }
            let standing = open.filter { orders[$0].side.book == side.side && orders[$0].price == level.price }
            let own = standing.filter { orders[$0].account == ticket.account }
            let isMet = !own.isEmpty && ticket.selfTrade != .trade
            var size = level.quantity
            if isMet, ticket.selfTrade == .endMaker {
                size -= own.reduce(0) { $0 + orders[$1].remaining }
            } else if isMet {
                let played = size - standing.reduce(0) { $0 + orders[$1].remaining }
                size = standing.first.map { min(orders[$0].ahead, played) } ?? played
            }
            missing -= min(missing, max(0, size))
            if missing == 0 { return true }
            if isMet, ticket.selfTrade != .endMaker { return false }
        }
        return false
    }
}

extension TradeSide {
    /// The side of the book on which an order of this side stands.
    var book: Side { self == .buy ? .bid : .ask }

    /// The other one.
    var opposite: TradeSide { self == .buy ? .sell : .buy }
}

extension Side {
    /// The other side.
    var opposite: Side { self == .bid ? .ask : .bid }
}
