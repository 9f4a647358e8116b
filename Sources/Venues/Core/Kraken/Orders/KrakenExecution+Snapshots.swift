import Books

/// The account, read from the snapshots with which the private stream begins.
extension KrakenExecution {
    /// Takes over the reading that is wanted where the stream is telling it anyway; false where it has to be asked for.
    mutating func readsFromStream(_ since: WallTime, at now: ClockReading, into effects: inout ExecutionEffects) -> Bool
    {
        guard var streamed, now.steady < streamed.dueAt, stage == .ready else { return false }
        streamed.since = streamed.since.map { min($0, since) } ?? since
        self.streamed = streamed
        finishStreamed(into: &effects)
        return true
    }

    /// Takes in what a snapshot of `executions` says of the account; a row that cannot be read leaves it to REST.
    mutating func noteSnapshot(_ rows: [JSONValue], at now: ClockReading, into effects: inout ExecutionEffects) {
        guard streamed != nil else { return }
        var open: [VenueOrder] = []
        var trades: [AccountTrade] = []
        var times: [WallTime] = []
        for row in rows {
            // The stream's limit is one of all trades, whatever they are of.
            if row["exec_id"] != nil {
                guard let time = TradeTime.text(row["timestamp"]?.string) else {
                    return giveUpStreamed(at: now, into: &effects)
                }
                times.append(time)
            }
            guard let symbol = row["symbol"]?.string else { return giveUpStreamed(at: now, into: &effects) }
            guard symbol == feed.symbol else { continue }
            // An order row may say `trade` too: only a trade has a name.
            if row["exec_id"] != nil {
                guard let trade = trade(row, into: &effects) else { return giveUpStreamed(at: now, into: &effects) }
                trades.append(trade)
            } else {
                guard let order = standing(row) else { return giveUpStreamed(at: now, into: &effects) }
                open.append(order)
            }
        }
        streamed?.add(open, trades, tradedAt: times)
        finishStreamed(into: &effects)
    }

    /// Takes in what a snapshot of `balances` says of it.
    mutating func noteSnapshot(_ balances: [AssetBalance], into effects: inout ExecutionEffects) {
        streamed?.add(balances)
        finishStreamed(into: &effects)
    }

    /// The stream has not told, or not well: what was wanted of it is asked for by REST.
    mutating func giveUpStreamed(at now: ClockReading, into effects: inout ExecutionEffects) {
        let since = streamed?.since
        streamed = nil
        if let since { readAccount(since, at: now, into: &effects) }
    }

    private mutating func finishStreamed(into effects: inout ExecutionEffects) {
        guard let snapshot = streamed?.snapshot(of: venue) else { return }
        streamed = nil
        effects.events.append(.account(snapshot))
    }

    private func standing(_ row: JSONValue) -> VenueOrder? {
        let id = row["cl_ord_id"]?.string.flatMap { ClientOrderID($0) }
        // Orders of others may have no limit, or one that is no price: it is not looked at.
        let price = WireAmount.price(row["limit_price"], feed.instrument) ?? (id == nil ? Price(units: 0) : nil)
        guard let name = row["order_id"]?.string, KrakenOrder.isName(name),
            let side = OrderSide(word: row["side"]?.string), let limit = price,
            let quantity = WireAmount.quantity(row["order_qty"], feed.instrument),
            let cumulative = WireAmount.quantity(row["cum_qty"], feed.instrument)
        else { return nil }
        return VenueOrder(
            venueOrderID: name,
            id: id,
            side: side,
            limit: limit,
            quantity: quantity,
            cumulative: cumulative
        )
    }

    private func trade(_ row: JSONValue, into effects: inout ExecutionEffects) -> AccountTrade? {
        guard let name = row["order_id"]?.string, KrakenOrder.isName(name),
            let side = OrderSide(word: row["side"]?.string), let fill = fill(row, into: &effects)
        else { return nil }
        return AccountTrade(
            venueOrderID: name,
            id: row["cl_ord_id"]?.string.flatMap { ClientOrderID($0) } ?? orders.id(of: name),
            side: side,
            fill: fill
        )
    }
}
