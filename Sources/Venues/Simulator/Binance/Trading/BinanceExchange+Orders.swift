import Books
import Venues

extension BinanceExchange {
    /// Carries a request out and gives the body of its answer.
    mutating func perform(
        _ call: BinanceCall,
        at now: ExchangeMoment,
        _ events: inout [TradingEvent],
        _ cancelName: inout String?
    ) throws(BinanceRefusal) -> [UInt8] {
        let account = call.account ?? 0
        switch call.method {
        case .placeOrder:
            return try placeOrder(call, account, at: now, &events)
        case .testOrder:
            let form = try orderForm(call, account)
            guard call.parameters["computeCommissionRates"] == "true" else { return Array("{}".utf8) }
            return commissionRates(form, account)
        case .cancelOrder:
            let name = try BinanceOrderForm.clientID(call.parameters["newClientOrderId"])
            let order = try cancel(call, account, at: now, &events)
            let given = name ?? "cancel-\(order.number)"
            cancelName = given
            return messages.cancelled(order, name: given, at: now.wall, call.unit)
        case .cancelOpenOrders:
            return try cancelAll(call, account, at: now, &events)
        case .orderStatus:
            let order = try find(call, account, asOf: seen(now))
            return messages.status(order, call.unit)
        case .openOrders:
            if let symbol = call.parameters["symbol"] { try check(symbol: symbol) }
            let open =
                faults[.queryLag] == nil
                ? trading.engine.openOrders(of: account)
                : trading.engine.orders.filter { $0.account == account }.compactMap { $0.asOf(seen(now)) }
                    .filter { $0.state == .open }
            return WireObject.list(open.map { messages.status($0, call.unit) })
        case .account:
            return accountStatus(account, isSparse: call.parameters["omitZeroBalances"] == "true", at: now, call.unit)
        case .trades:
            return try trades(call, account, asOf: seen(now))
        case .commission:
            try check(symbol: call.parameters.require("symbol"))
            return commission(account)
        case .orderRate:
            trading.rates[account].roll(to: now.steady)
            return WireObject.list(orderLimits(account).map(\.self))
        case .ping:
            return Array("{}".utf8)
        case .time:
            var object = WireObject()
            object.add("serverTime", call.unit.count(now.wall))
            return object.finish()
        case .logOn, .sessionStatus, .logOut, .subscribe, .subscribeSigned, .unsubscribe, .subscriptions:
            return try performSession(call, at: now)
        }
    }

    /// The time whose state queries show.
    private func seen(_ now: ExchangeMoment) -> MonotonicTime {
        guard case .queryLag(let span) = faults[.queryLag]?.order.fault else { return now.steady }
        return MonotonicTime(nanoseconds: now.steady.nanoseconds - span.nanoseconds)
    }

    private func check(symbol: String) throws(BinanceRefusal) {
        if let refusal = fault(ofSymbol: symbol) { throw refusal }
    }

    // MARK: - Orders

    private mutating func placeOrder(
        _ call: BinanceCall,
        _ account: Int,
        at now: ExchangeMoment,
        _ events: inout [TradingEvent]
    ) throws(BinanceRefusal) -> [UInt8] {
        if case .reject(let code) = faults.take(.reject)?.order.fault {
            let number = Int64(code) ?? -2_010
            let funds = "Account has insufficient balance for requested action."
            throw BinanceRefusal(status: 400, code: number, message: number == -2_010 ? funds : "Order rejected.")
        }
        if faults.take(.orderLimit) != nil { throw .tooManyOrders(for: BinanceOrderRate.wait(at: now.steady)) }
        let form = try orderForm(call, account)
        guard trading.rates[account].admit(at: now.steady) else {
            throw .tooManyOrders(for: BinanceOrderRate.wait(at: now.steady))
        }
        let number: Int64
        do throws(EngineRefusal) {
            number = try trading.engine.place(form.ticket, &book, at: now, into: &events)
        } catch {
            throw BinanceRefusal(error)
        }
        guard let order = trading.engine.order(number) else { preconditionFailure("order \(number) is gone") }
        let fills = events.compactMap { event -> ExchangeFill? in
            guard case .filled(_, let fill) = event, fill.order == number else { return nil }
            return fill
        }
        return messages.placed(order, fills: fills, form.answer, at: now.wall, call.unit)
    }

    private func orderForm(_ call: BinanceCall, _ account: Int) throws(BinanceRefusal) -> BinanceOrderForm {
        try check(symbol: call.parameters.require("symbol"))
        let next = OrderEngine.firstOrder + Int64(trading.engine.orders.count)
        let form = try BinanceOrderForm(call.parameters, instrument, account: account, name: "auto-\(next)")
        if case .maintenance = faults[.maintenance]?.order.fault { throw .rejected("Market is closed.") }
        let open = trading.engine.openOrders(of: account).count
        try form.checkFilters(instrument, reference: reference, open: open)
        return form
    }

    /// The price that others are held against: the middle of the book.
    private var reference: Int64? {
        guard let bid = book.bids.best, let ask = book.asks.best else { return nil }
        return bid.price + (ask.price - bid.price) / 2
    }

    private mutating func cancel(
        _ call: BinanceCall,
        _ account: Int,
        at now: ExchangeMoment,
        _ events: inout [TradingEvent]
    ) throws(BinanceRefusal) -> ExchangeOrder {
        let order: ExchangeOrder
        do throws(BinanceRefusal) {
            order = try find(call, account, asOf: now.steady)
        } catch {
            throw error.code == BinanceRefusal.noSuchOrder.code ? .unknownOrder : error
        }
        switch call.parameters["cancelRestrictions"] {
        case "ONLY_NEW" where order.filled > 0, "ONLY_PARTIALLY_FILLED" where order.filled == 0:
            let message = "Order was not canceled due to cancel restrictions."
            throw BinanceRefusal(status: 400, code: -2_011, message: message)
        case nil, "ONLY_NEW", "ONLY_PARTIALLY_FILLED": break
        default: throw .invalid("cancelRestrictions")
        }
        guard trading.engine.cancel(order.number, .request, &book, at: now, into: &events),
            let ended = trading.engine.order(order.number)
        else { throw .unknownOrder }
        return ended
    }

    private mutating func cancelAll(
        _ call: BinanceCall,
        _ account: Int,
        at now: ExchangeMoment,
        _ events: inout [TradingEvent]
    ) throws(BinanceRefusal) -> [UInt8] {
        try check(symbol: call.parameters.require("symbol"))
        let open = trading.engine.openOrders(of: account)
        guard !open.isEmpty else { throw .unknownOrder }
        var bodies: [[UInt8]] = []
        for order in open {
            guard trading.engine.cancel(order.number, .request, &book, at: now, into: &events),
                let ended = trading.engine.order(order.number)
            else { continue }
            bodies.append(messages.cancelled(ended, name: "cancel-\(order.number)", at: now.wall, call.unit))
        }
        return WireObject.list(bodies)
    }

    /// The order that a request names, as it was at a time.
    private func find(
        _ call: BinanceCall,
        _ account: Int,
        asOf time: MonotonicTime
    ) throws(BinanceRefusal) -> ExchangeOrder {
        try check(symbol: call.parameters.require("symbol"))
        let number = try call.parameters.integer("orderId")
        let name = call.parameters["origClientOrderId"]
        guard number != nil || name != nil else {
            let message = "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!"
            throw BinanceRefusal(status: 400, code: -1_102, message: message)
        }
        let order =
            number.map { trading.engine.order($0) } ?? name.flatMap { trading.engine.order(named: $0, of: account) }
        guard let order, order.account == account, name == nil || order.clientID == name, let then = order.asOf(time)
        else { throw .noSuchOrder }
        return then
    }

    // MARK: - Accounts

    private func trades(
        _ call: BinanceCall,
        _ account: Int,
        asOf time: MonotonicTime
    ) throws(BinanceRefusal) -> [UInt8] {
        let parameters = call.parameters
        try check(symbol: parameters.require("symbol"))
        let limit = try parameters.integer("limit") ?? 500
        guard (1...1_000).contains(limit) else { throw .invalid("limit") }
        let order = try parameters.integer("orderId")
        let first = try parameters.integer("fromId")
        let start = try parameters.integer("startTime")
        let end = try parameters.integer("endTime")
        let found = trading.engine.fills.filter { fill in
            let stamp = call.unit.count(fill.time)
            return fill.account == account && fill.steady <= time
                && order.map { $0 == fill.order } ?? true && first.map { $0 <= fill.number } ?? true
                && start.map { $0 <= stamp } ?? true && end.map { stamp <= $0 } ?? true
        }
        // From a number or a time on the oldest, else the newest (REST API, "Account trade list").
        let isForward = first != nil || start != nil
        let part = isForward ? found.prefix(Int(limit)) : found.suffix(Int(limit))
        return WireObject.list(
            part.map { messages.trade($0, trading.engine.ledger.decimals(of: $0.feeAsset), call.unit) }
        )
    }

    private func accountStatus(
        _ account: Int,
        isSparse: Bool,
        at now: ExchangeMoment,
        _ unit: BinanceTimeUnit
    ) -> [UInt8] {
        let fees = trading.engine.accounts[account].fees
        let holdings = trading.engine.ledger.holdings[account].filter { !isSparse || $0.total != 0 }
        var object = WireObject(capacity: 512)
        object.add("makerCommission", fees.maker / 100)
        object.add("takerCommission", fees.taker / 100)
        object.add("buyerCommission", 0)
        object.add("sellerCommission", 0)
        object.add("commissionRates", raw: rates(maker: fees.maker, taker: fees.taker))
        object.add("canTrade", true)
        object.add("canWithdraw", true)
        object.add("canDeposit", true)
        object.add("brokered", false)
        object.add("requireSelfTradePrevention", false)
        object.add("preventSor", false)
        object.add("updateTime", unit.count(now.wall))
        object.add("accountType", "SPOT")
        object.add("balances", list: holdings.map { messages.balance($0, names: ("asset", "free", "locked")) })
        object.add("permissions", raw: Array("[\"SPOT\"]".utf8))
        object.add("uid", 354_937_868 + Int64(account))
        return object.finish()
    }

    private func commission(_ account: Int) -> [UInt8] {
        let fees = trading.engine.accounts[account].fees
        var discount = WireObject()
        discount.add("enabledForAccount", false)
        discount.add("enabledForSymbol", false)
        discount.add("discountAsset", "BNB")
        discount.add("discount", "0.00000000")
        var object = WireObject(capacity: 512)
        object.add("symbol", instrument.symbol)
        object.add("standardCommission", raw: rates(maker: fees.maker, taker: fees.taker))
        object.add("specialCommission", raw: rates(maker: 0, taker: 0))
        object.add("taxCommission", raw: rates(maker: 0, taker: 0))
        object.add("discount", raw: discount.finish())
        return object.finish()
    }

    private func commissionRates(_ form: BinanceOrderForm, _ account: Int) -> [UInt8] {
        let fees = trading.engine.accounts[account].fees
        let parts = { (maker: Int64, taker: Int64) -> [UInt8] in
            var object = WireObject()
            object.add("maker", messages.amount(Int128(maker), decimals: 6))
            object.add("taker", messages.amount(Int128(taker), decimals: 6))
            return object.finish()
        }
        var object = WireObject()
        object.add("standardCommissionForOrder", raw: parts(fees.maker, fees.taker))
        object.add("specialCommissionForOrder", raw: parts(0, 0))
        object.add("taxCommissionForOrder", raw: parts(0, 0))
        return object.finish()
    }

    private func rates(maker: Int64, taker: Int64) -> [UInt8] {
        var object = WireObject()
        object.add("maker", messages.amount(Int128(maker), decimals: 6))
        object.add("taker", messages.amount(Int128(taker), decimals: 6))
        object.add("buyer", "0.00000000")
        object.add("seller", "0.00000000")
        return object.finish()
    }

    /// The two limits of orders, with what counts now.
    func orderLimits(_ account: Int) -> [[UInt8]] {
        let counts = trading.rates[account].counts
        let rows: [(String, Int64, Int64, Int64)] = [
            ("SECOND", 10, BinanceOrderRate.tenSecondLimit, counts.tenSeconds),
            ("DAY", 1, BinanceOrderRate.dayLimit, counts.day),
        ]
        return rows.map { interval, number, limit, count in
            var object = WireObject()
            object.add("rateLimitType", "ORDERS")
            object.add("interval", interval)
            object.add("intervalNum", number)
            object.add("limit", limit)
            object.add("count", count)
            return object.finish()
        }
    }
}
