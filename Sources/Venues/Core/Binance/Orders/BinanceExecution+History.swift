import Books

/// What Binance tells of the past: trades, and the account as a whole.
extension BinanceExecution {
    /// How many pages a read may have: more is a venue that errs, or a question that was too wide.
    private static var pageLimit: Int { 50 }
    /// How many orders behind unknown trades are looked up at a time: 200 of the weight of 6,000 a minute.
    ///
    /// After a restart every trade since the oldest order that is not settled is a stranger's at first, and an order in doubt
    /// stays so until all of them are known.
    private static var identifyLimit: Int { 50 }

    // MARK: - Trades

    /// Takes a page of trades in, and asks for the next where there is one.
    mutating func page(
        _ read: BinanceTradesRead,
        _ reply: BinanceReply,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        guard reply.isSuccess, let elements = reply.result?.array else {
            return tradesFailed(read, reply.words, at: now, into: &effects)
        }
        var read = read
        var page: [BinanceTrade] = []
        for element in elements {
            guard let trade = BinanceTrade(element, feed) else {
                return tradesFailed(read, "a trade that cannot be read", at: now, into: &effects)
            }
            page.append(trade)
        }
        page.sort { $0.number < $1.number }
        // A page after the first begins with the last trade of the one before: else something lies between.
        if let last = read.trades.last {
            guard page.first?.number == last.number else {
                return tradesFailed(read, "pages that do not join", at: now, into: &effects)
            }
            page.removeFirst()
        }
        read.trades += page
        read.pages += 1
        if elements.count >= Self.pageSize, !page.isEmpty {
            guard read.pages < Self.pageLimit else {
                return tradesFailed(read, "too many trades", at: now, into: &effects)
            }
            return ask(.trades(read), at: now, into: &effects)
        }
        finish(read, at: now, into: &effects)
    }

    /// A read of trades came to nothing.
    mutating func tradesFailed(
        _ read: BinanceTradesRead,
        _ cause: String,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        switch read.purpose {
        case .absence(let question, let askedAt):
            effects.events.append(.notFound(question, askedAt: askedAt, tradesWereRead: false))
        case .order:
            effects.remark(venue, "Binance's trades of an order could not be read: \(cause)")
        case .account:
            accountFailed(cause, at: now, into: &effects)
        }
    }

    /// All trades are there.
    private mutating func finish(
        _ read: BinanceTradesRead,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        switch read.purpose {
        case .order(let question):
            for trade in read.trades where trade.orderID == read.orderID {
                effects.events.append(.evidence(venue, question.id, .fill(trade.fill)))
            }
        case .account:
            account?.trades = read.trades.map { trade in
                AccountTrade(
                    venueOrderID: trade.orderID,
                    id: orders.id(of: trade.orderID),
                    side: trade.side,
                    fill: trade.fill
                )
            }
            ask(.balances, at: now, into: &effects)
        case .absence(let question, let askedAt):
            let own = read.trades.filter { orders.id(of: $0.orderID) == question.id }
            for trade in own { effects.events.append(.evidence(venue, question.id, .fill(trade.fill))) }
            guard own.isEmpty else { return }
            var unknown: [String] = []
            for trade in read.trades where trade.side == question.id.side && !orders.isIdentified(trade.orderID) {
                if !unknown.contains(trade.orderID) { unknown.append(trade.orderID) }
            }
            // Whose they are is asked; until that is known they may be this order's.
            for name in unknown.prefix(Self.identifyLimit) { ask(.identify(name), at: now, into: &effects) }
            effects.events.append(.notFound(question, askedAt: askedAt, tradesWereRead: unknown.isEmpty))
        }
    }

    // MARK: - The account

    /// Tells what is open.
    mutating func listed(_ reply: BinanceReply, askedAt: MonotonicTime, into effects: inout ExecutionEffects) {
        guard reply.isSuccess, let open = standing(reply) else {
            return effects.remark(venue, "Binance did not say what is open: \(reply.words)")
        }
        effects.events.append(.openOrders(venue, askedAt: askedAt, open))
    }

    /// The open orders of the instrument in an answer; nil where one of them cannot be read.
    private mutating func standing(_ reply: BinanceReply) -> [VenueOrder]? {
        guard let elements = reply.result?.array else { return nil }
        var open: [VenueOrder] = []
        for element in elements {
            // One that cannot be read may be of the instrument.
            guard let symbol = element["symbol"]?.string else { return nil }
            guard symbol == feed.symbol else { continue }
            guard let order = BinanceOrder(element, feed)?.standing else { return nil }
            orders.name(order.id, order.venueOrderID)
            open.append(order)
        }
        return open
    }

    /// Takes the open orders in, the first part of the account.
    mutating func openOrders(
        _ reply: BinanceReply,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        guard let since = account?.since else { return }
        guard reply.isSuccess else { return accountFailed(reply.words, at: now, into: &effects) }
        guard let open = standing(reply) else {
            return accountFailed("an open order that cannot be read", at: now, into: &effects)
        }
        account?.openOrders = open
        let read = BinanceTradesRead(purpose: .account, orderID: nil, since: since)
        ask(.trades(read), at: now, into: &effects)
    }

    /// Takes the balances in, the last part of the account.
    mutating func balances(_ reply: BinanceReply, at now: ClockReading, into effects: inout ExecutionEffects) {
        guard let reading = account, let askedAt = reading.askedAt else { return }
        guard reply.isSuccess, let elements = reply.result?["balances"]?.array else {
            return accountFailed(reply.words, at: now, into: &effects)
        }
        var balances: [AssetBalance] = []
        for element in elements {
            guard let balance = BinanceOrder.balance(element, "asset", "free", "locked") else {
                return accountFailed("a balance that cannot be read", at: now, into: &effects)
            }
            balances.append(balance)
        }
        account = nil
        effects.events.append(
            .account(
                AccountSnapshot(
                    venue: venue,
                    askedAt: askedAt,
                    openOrders: reading.openOrders,
                    trades: reading.trades,
                    tradesSince: reading.since,
                    balances: balances
                )
            )
        )
    }
}
