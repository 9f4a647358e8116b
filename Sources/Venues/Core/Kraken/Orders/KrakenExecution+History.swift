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
        case .absence(let wanted):
            if assets == nil { ask(.assets, at: now, into: &effects) }
            for order in wanted { tellAbsent(order, tradesWereRead: false, into: &effects) }
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
        case .absence(let wanted):
            var strangers: [String] = []
            for order in wanted {
                let unknown = look(for: order, among: read.trades, into: &effects)
                for name in unknown where !strangers.contains(name) { strangers.append(name) }
            }
            // Whose they are is asked; until that is known they may be an order's that is looked for.
            pendingAbsence = strangers.isEmpty ? nil : read
            identify(strangers, at: now, into: &effects)
        }
    }

    /// Tells of an order's trades, or that there are none; gives the orders of others whose trades may be its own.
    private mutating func look(
        for order: KrakenSearch.Wanted,
        among trades: [KrakenTrade],
        into effects: inout ExecutionEffects
    ) -> [String] {
        let id = order.question.id
        let own = trades.filter { orders.id(of: $0.orderID) == id }
        for trade in own { effects.events.append(.evidence(venue, id, .fill(trade.fill))) }
        guard own.isEmpty else { return [] }
        let unknown = trades.filter { trade in
            trade.side == id.side && !orders.isIdentified(trade.orderID) && !isBefore(trade, order.question)
        }
        tellAbsent(order, tradesWereRead: unknown.isEmpty, into: &effects)
        return unknown.map(\.orderID)
    }

    /// Whether a trade came before an order can have traded.
    private func isBefore(_ trade: KrakenTrade, _ question: OrderQuestion) -> Bool {
        guard let time = trade.fill.exchangeTime, let from = tradesFrom(question) else { return false }
        return time < from
    }

    private func tellAbsent(_ order: KrakenSearch.Wanted, tradesWereRead: Bool, into effects: inout ExecutionEffects) {
        guard let askedAt = order.askedAt else { return }
        effects.events.append(.notFound(order.question, askedAt: askedAt, tradesWereRead: tradesWereRead))
    }

    // MARK: - Whose orders are

    /// Asks whose the orders behind trades are, all by one request.
    ///
    /// After a restart every trade since the oldest order that is not settled is a stranger's at first. Asked for a few at a
    /// time they would keep an order in doubt for minutes where the budget is short.
    private mutating func identify(_ names: [String], at now: ClockReading, into effects: inout ExecutionEffects) {
        let wanted = names.filter { name in
            !isAsked { if case .identify(let asked) = $0 { asked.contains(name) } else { false } }
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
        var isProgress = false
        for name in names {
            guard let value = reply.result?[name], let order = KrakenOrder(name, value, feed) else { continue }
            orders.name(order.id, name)
            isProgress = true
        }
        // The trades were read after the question: nothing has to be asked again for what they prove now.
        if isProgress, let read = pendingAbsence { finish(read, at: now, into: &effects) }
    }

    // MARK: - The account

    /// Begins to read the account: open orders, then trades, then balances.
    ///
    /// In this order an order that ends meanwhile is seen open, or its trades are seen, or both. A reading that is on its
    /// way and reaches back as far is brought to its end: where the budget is short, beginning anew would never end.
    mutating func readAccount(_ since: WallTime, at now: ClockReading, into effects: inout ExecutionEffects) {
        if let account, account.since <= since, isAsked(\.isOfAccount) { return }
        beginReading(since, at: now, into: &effects)
    }

    /// A part of the account did not come: the whole is read anew.
    mutating func accountFailed(_ cause: String, at now: ClockReading, into effects: inout ExecutionEffects) {
        guard let reading = account else { return }
        effects.remark(venue, "Kraken's account could not be read (\(cause)): reading it again")
        beginReading(reading.since, notBefore: now.steady + .seconds(2), at: now, into: &effects)
    }

    /// Begins a reading, for which nothing counts that was asked for before: a part of another one would make it whole with
    /// what it has not read.
    private mutating func beginReading(
        _ since: WallTime,
        notBefore: MonotonicTime? = nil,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        waiting.removeAll(where: \.job.isOfAccount)
        account = AccountReading(since: since, after: requests.last)
        if assets == nil { ask(.assets, at: now, into: &effects) }
        ask(.openOrders, notBefore: notBefore, at: now, into: &effects)
    }

    /// Whether a request is a part of an earlier reading of the account than the one that is under way.
    func isOutdated(_ entry: RequestTable<KrakenJob>.Entry) -> Bool {
        entry.job.isOfAccount && entry.number <= account?.after ?? 0
    }

    /// Tells what is open.
    mutating func listed(
        _ reply: KrakenReply,
        askedAt: MonotonicTime,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        guard reply.isSuccess, let open = standing(reply) else {
            return failed(.list, reply.words, at: now, into: &effects)
        }
        effects.events.append(.openOrders(venue, askedAt: askedAt, open))
    }

    /// The open orders of the instrument in an answer; nil where one of them cannot be read.
    private mutating func standing(_ reply: KrakenReply) -> [VenueOrder]? {
        guard let assets, case .object(let members)? = reply.result?["open"] else { return nil }
        var open: [VenueOrder] = []
        for member in members {
            guard let pair = member.value["descr"]?["pair"]?.string else { return nil }
            guard assets.isPair(pair, of: feed.instrument) else { continue }
            guard let order = KrakenOrder(member.name, member.value, feed), let standing = order.standing else {
                return nil
            }
            orders.name(order.id, order.name)
            open.append(standing)
        }
        return open
    }

    /// Takes the open orders in, the first part of the account.
    mutating func openOrders(_ reply: KrakenReply, at now: ClockReading, into effects: inout ExecutionEffects) {
        guard let since = account?.since else { return }
        guard reply.isSuccess else { return accountFailed(reply.words, at: now, into: &effects) }
        guard assets != nil else { return accountFailed("the names of pairs are not known", at: now, into: &effects) }
        guard let open = standing(reply) else {
            return accountFailed("an open order that cannot be read", at: now, into: &effects)
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
                    tradesSince: reading.since,
                    balances: balances
                )
            )
        )
    }
}
