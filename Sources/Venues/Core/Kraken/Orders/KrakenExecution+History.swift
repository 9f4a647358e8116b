import Books

/// What Kraken tells of the past: trades, and the account as a whole.
extension KrakenExecution {
    /// How many pages a read may have: more is a venue that errs, or a question that was too wide.
    private static var pageLimit: Int { 60 }
    /// How many orders behind unknown trades are looked up by one request: as many as `QueryOrders` takes.
    private static var identifyLimit: Int { 50 }

    // MARK: - Trades

    /// Takes a page of trades in, and asks for the next where there is one.
    mutating func page(
        _ read: KrakenTradesRead,
        _ reply: KrakenReply,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        guard reply.isSuccess, case .object(let rows)? = reply.result?["trades"] else {
            return tradesFailed(read, reply.words, at: now, into: &effects)
        }
        var read = read
        for row in rows {
            guard let pair = row.value["pair"]?.string, let order = row.value["ordertxid"]?.string else {
                return tradesFailed(read, "a trade that cannot be read", at: now, into: &effects)
            }
            if case .order(_, let name) = read.purpose {
                guard order == name else { continue }
            } else {
                guard let assets else {
                    return tradesFailed(read, "the names of pairs are not known", at: now, into: &effects)
                }
                guard assets.isPair(pair, of: feed.instrument) else { continue }
            }
            guard let trade = KrakenTrade(row.name, row.value, order, feed) else {
                return tradesFailed(read, "a trade that cannot be read", at: now, into: &effects)
            }
            // A trade that comes while the pages are read moves the others to the next page.
            if !read.trades.contains(where: { $0.fill.trade == trade.fill.trade }) { read.trades.append(trade) }
        }
        read.rows += rows.count
        read.pages += 1
        let count = reply.result?["count"]?.integer ?? Int64(read.rows)
        if Int64(read.rows) < count, !rows.isEmpty {
            guard read.pages < Self.pageLimit else {
                return tradesFailed(read, "too many trades", at: now, into: &effects)
            }
            return ask(.trades(read), at: now, into: &effects)
        }
        // The newest come first.
        read.trades.sort {
            ($0.fill.exchangeTime?.nanoseconds ?? 0, $0.fill.trade) < (
                $1.fill.exchangeTime?.nanoseconds ?? 0, $1.fill.trade
            )
        }
        finish(read, at: now, into: &effects)
    }

    /// A read of trades came to nothing.
    mutating func tradesFailed(
        _ read: KrakenTradesRead,
        _ cause: String,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        switch read.purpose {
        case .absence(let question, let askedAt):
            if assets == nil { ask(.assets, at: now, into: &effects) }
            effects.events.append(.notFound(question, askedAt: askedAt, tradesWereRead: false))
        case .order:
            effects.remark(venue, "Kraken's trades of an order could not be read: \(cause)")
        case .account:
            accountFailed(cause, at: now, into: &effects)
        }
    }

    /// All trades are there.
    private mutating func finish(_ read: KrakenTradesRead, at now: ClockReading, into effects: inout ExecutionEffects) {
        switch read.purpose {
        case .order(let question, _):
            for trade in read.trades { effects.events.append(.evidence(venue, question.id, .fill(trade.fill))) }
        case .account:
            account?.trades = read.trades.map { trade in
                AccountTrade(
                    venueOrderID: trade.orderID,
                    id: orders.id(of: trade.orderID),
                    side: trade.side,
                    fill: trade.fill
                )
            }
            ask(.balance, at: now, into: &effects)
        case .absence(let question, let askedAt):
            let own = read.trades.filter { orders.id(of: $0.orderID) == question.id }
            for trade in own { effects.events.append(.evidence(venue, question.id, .fill(trade.fill))) }
            guard own.isEmpty else { return }
            var unknown: [String] = []
            for trade in read.trades where trade.side == question.id.side && !orders.isIdentified(trade.orderID) {
                if !unknown.contains(trade.orderID) { unknown.append(trade.orderID) }
            }
            // Whose they are is asked; until that is known they may be this order's.
            identify(unknown, at: now, into: &effects)
            effects.events.append(.notFound(question, askedAt: askedAt, tradesWereRead: unknown.isEmpty))
        }
    }

    // MARK: - Whose orders are

    /// Asks whose the orders behind trades are, all by one request.
    ///
    /// After a restart every trade since the oldest order that is not settled is a stranger's at first. Asked for a few at a
    /// time they would keep an order in doubt for minutes where the budget is short.
    private mutating func identify(_ names: [String], at now: ClockReading, into effects: inout ExecutionEffects) {
        func asks(_ job: KrakenJob, for name: String) -> Bool {
            if case .identify(let names) = job { names.contains(name) } else { false }
        }
        let wanted = names.filter { name in
            !waiting.contains { asks($0.job, for: name) } && !requests.contains { asks($0, for: name) }
        }
        guard !wanted.isEmpty else { return }
        ask(.identify(Array(wanted.prefix(Self.identifyLimit))), at: now, into: &effects)
    }

    /// Takes in whose orders are.
    mutating func identified(
        _ names: [String],
        _ reply: KrakenReply,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        guard reply.isSuccess else {
            // One that the venue does not know must not hide the others.
            guard names.count > 1, reply.error.hasPrefix("EOrder:") else { return }
            ask(.identify(Array(names[..<(names.count / 2)])), at: now, into: &effects)
            ask(.identify(Array(names[(names.count / 2)...])), at: now, into: &effects)
            return
        }
        for name in names {
            guard let value = reply.result?[name], let order = KrakenOrder(name, value, feed) else { continue }
            orders.name(order.id, name)
        }
    }

    // MARK: - The account

    /// Takes the open orders in, the first part of the account.
    mutating func openOrders(_ reply: KrakenReply, at now: ClockReading, into effects: inout ExecutionEffects) {
        guard let since = account?.since else { return }
        guard reply.isSuccess, case .object(let members)? = reply.result?["open"] else {
            return accountFailed(reply.words, at: now, into: &effects)
        }
        guard let assets else { return accountFailed("the names of pairs are not known", at: now, into: &effects) }
        var open: [VenueOrder] = []
        for member in members {
            guard let pair = member.value["descr"]?["pair"]?.string else {
                return accountFailed("an open order that cannot be read", at: now, into: &effects)
            }
            guard assets.isPair(pair, of: feed.instrument) else { continue }
            guard let order = KrakenOrder(member.name, member.value, feed), let standing = order.standing else {
                return accountFailed("an open order that cannot be read", at: now, into: &effects)
            }
            orders.name(order.id, order.name)
            open.append(standing)
        }
        account?.openOrders = open
        ask(.trades(KrakenTradesRead(purpose: .account, since: since)), at: now, into: &effects)
    }

    /// Takes the balances in, the last part of the account.
    mutating func balance(_ reply: KrakenReply, at now: ClockReading, into effects: inout ExecutionEffects) {
        guard let reading = account, let askedAt = reading.askedAt else { return }
        guard reply.isSuccess, case .object(let members)? = reply.result, let assets else {
            return accountFailed(reply.words, at: now, into: &effects)
        }
        var balances: [AssetBalance] = []
        for member in members {
            guard let total = WireAmount.balance(member.value) else {
                return accountFailed("a balance that cannot be read", at: now, into: &effects)
            }
            balances.append(AssetBalance(asset: assets.name(member.name), total: total, reserved: nil))
        }
        account = nil
        effects.events.append(
            .account(
                AccountSnapshot(
                    venue: venue,
                    askedAt: askedAt,
                    openOrders: reading.openOrders,
                    trades: reading.trades,
                    balances: balances
                )
            )
        )
    }
}
