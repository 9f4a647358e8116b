import Books

extension OrderEngine {
    /// Books a trade of an order, and ends the order if it is whole.
    mutating func fill(
        _ place: Int,
        _ number: Int64,
        _ price: Int64,
        _ quantity: Int64,
        isMaker: Bool,
        at now: ExchangeMoment,
        into events: inout [TradingEvent]
    ) {
        let order = orders[place]
        let was = reservation(order)
        let quote = cut(Int128(price) * Int128(quantity), instrument.quote, to: rules.costDecimals)
        let schedule = accounts[order.account].fees
        let rate = Int128(isMaker ? schedule.maker : schedule.taker)
        let paysInQuote = rules.feeBasis == .quote || order.side == .sell
        let feeAsset = paysInQuote ? instrument.quote : instrument.base
        let fee = cut((paysInQuote ? quote : Int128(quantity)) * rate / 1_000_000, feeAsset, to: rules.decimals)
        let sign: Int128 = order.side == .buy ? 1 : -1
        ledger.credit(sign * Int128(quantity), instrument.base, of: order.account)
        ledger.credit(-sign * quote, instrument.quote, of: order.account)
        ledger.credit(-fee, feeAsset, of: order.account)
        orders[place].filled += quantity
        orders[place].quoteFilled += quote
        orders[place].fees += fee
        if orders[place].remaining == 0 {
            orders[place].state = .filled
            open.removeAll { $0 == place }
        }
        revise(place, at: now)
        reserve(place, was: was)
        let fill = ExchangeFill(
            number: number,
            sequence: Int64(fills.count) + 1,
            order: order.number,
            account: order.account,
            side: order.side,
            price: price,
            quantity: quantity,
            quote: quote,
            fee: fee,
            feeAsset: feeAsset,
            isMaker: isMaker,
            time: now.wall,
            totals: ExchangeFill.Totals(
                base: ledger.total(instrument.base, of: order.account),
                quote: ledger.total(instrument.quote, of: order.account)
            ),
            steady: now.steady
        )
        fills.append(fill)
        events.append(.filled(orders[place], fill))
    }

    /// Keeps what an order is now, for queries that lag.
    mutating func revise(_ place: Int, at now: ExchangeMoment) {
        orders[place].updated = now.wall
        let order = orders[place]
        orders[place].history.append(
            ExchangeOrder.Revision(
                time: now.steady,
                filled: order.filled,
                quoteFilled: order.quoteFilled,
                state: order.state,
                updated: order.updated
            )
        )
    }

    // MARK: - Reserves

    /// What an order keeps reserved as it is: what it sells, or what it may pay with the greatest fee.
    ///
    /// A market order is over before anything else happens and reserves nothing. Fees are reserved rounded up where
    /// they are paid rounded down: what is free never falls below zero.
    func reservation(_ order: ExchangeOrder) -> Int128 {
        guard order.remaining > 0, let price = order.price else { return 0 }
        guard order.side == .buy else { return Int128(order.remaining) }
        return payment(Int128(price) * Int128(order.remaining), of: order.account)
    }

    /// Moves an order's reserve to what it is now.
    mutating func reserve(_ place: Int, was: Int128) {
        let order = orders[place]
        let asset = order.side == .buy ? instrument.quote : instrument.base
        let change = reservation(order) - was
        if change != 0 { ledger.lock(change, asset, of: order.account) }
    }

    /// What an order needs of which asset to be accepted.
    func requirement(_ ticket: OrderTicket, _ book: ExchangeBook) -> (asset: String, amount: Int128) {
        if ticket.side == .sell {
            let size = ticket.quantity.map { Int128($0) } ?? walk(ticket, book).quantity
            return (instrument.base, size)
        }
        guard let price = ticket.price else {
            let cost = ticket.spending ?? walk(ticket, book).cost
            return (instrument.quote, payment(cost, of: ticket.account))
        }
        return (instrument.quote, payment(Int128(price) * Int128(ticket.quantity ?? 0), of: ticket.account))
    }

    /// A cost with the greatest fee that may come with it.
    private func payment(_ cost: Int128, of account: Int) -> Int128 {
        guard rules.feeBasis == .quote else { return cost }
        let schedule = accounts[account].fees
        let step = AccountLedger.power(max(0, instrument.quoteDecimals - rules.decimals))
        let scale = step * 1_000_000
        let fee = cost * Int128(max(schedule.maker, schedule.taker))
        return cost + (fee + scale - 1) / scale * step
    }

    /// What a market order would trade and cost.
    private func walk(_ ticket: OrderTicket, _ book: ExchangeBook) -> (quantity: Int128, cost: Int128) {
        let side = book[ticket.side.book.opposite]
        var missing = ticket.quantity.map { Int128($0) } ?? .max
        var left = ticket.spending ?? .max
        var total: (quantity: Int128, cost: Int128) = (0, 0)
        for rank in 0..<side.count where missing > 0 && left > 0 {
            let level = side[rank]
            let quantity = min(missing, min(Int128(level.quantity), left / Int128(level.price)))
            let cost = quantity * Int128(level.price)
            total.quantity += quantity
            total.cost += cost
            missing -= quantity
            left -= cost
            if quantity == 0 { break }
        }
        return total
    }

    /// An amount of an asset cut to so many decimals.
    private func cut(_ amount: Int128, _ asset: String, to decimals: Int?) -> Int128 {
        guard let decimals else { return amount }
        let step = AccountLedger.power(max(0, ledger.decimals(of: asset) - decimals))
        return amount / step * step
    }
}
