import Books
import Venues

extension KrakenExchange {
    /// Answers what is asked about orders and trades, as it was when queries look.
    func query(_ call: KrakenCall, at now: ExchangeMoment) throws(KrakenError) -> [UInt8] {
        let time = seen(now)
        switch call.method {
        case .openOrders:
            let open = orders(call, openAlone: faults[.queryLag] == nil, asOf: time).filter { $0.state == .open }
            var object = WireObject()
            object.add("open", raw: Self.table(open.map { (identifier($0), messages.order($0)) }))
            return object.finish()
        case .closedOrders:
            let closed = orders(call, openAlone: false, asOf: time).filter { $0.state != .open }.reversed()
            let (page, count) = try Self.page(Array(closed), call.parameters) { $0.updated }
            var object = WireObject()
            object.add("closed", raw: Self.table(page.map { (identifier($0), messages.order($0)) }))
            object.add("count", Int64(count))
            return object.finish()
        case .queryOrders:
            let wanted = try identifiers(call, "O")
            let orders = wanted.compactMap { trading.engine.order($0)?.asOf(time) }.filter {
                $0.account == call.account
            }
            guard orders.count == wanted.count else { throw .unknownOrder }
            return Self.table(orders.map { (identifier($0), messages.order($0)) })
        case .tradesHistory:
            let fills = trading.engine.fills.filter { $0.account == call.account && $0.steady <= time }
            let (page, count) = try Self.page(Array(fills.reversed()), call.parameters) { $0.time }
            var object = WireObject()
            object.add("trades", raw: Self.table(page.map(trade)))
            object.add("count", Int64(count))
            return object.finish()
        default:
            let wanted = try identifiers(call, "T")
            let fills = trading.engine.fills.filter { fill in
                fill.account == call.account && fill.steady <= time && wanted.contains(fill.sequence)
            }
            guard fills.count == wanted.count else { throw KrakenError("EQuery:Unknown trade") }
            return Self.table(fills.map(trade))
        }
    }

    /// What an account has.
    func balances(_ account: Int, isExtended: Bool) -> [UInt8] {
        let ledger = trading.engine.ledger
        return Self.table(
            ledger.holdings[account].filter { $0.total != 0 || isExtended }.map { holding in
                let decimals = ledger.decimals(of: holding.asset)
                let total = KrakenMessages.ten(holding.total, decimals: decimals)
                var text = WireText()
                guard isExtended else {
                    text.append(quoted: total)
                    return (KrakenNames.code(holding.asset), text.bytes)
                }
                var object = WireObject()
                object.add("balance", total)
                object.add("hold_trade", KrakenMessages.ten(holding.locked, decimals: decimals))
                return (KrakenNames.code(holding.asset), object.finish())
            }
        )
    }

    /// What an account pays.
    func tradeVolume(_ account: Int) -> [UInt8] {
        let schedule = trading.engine.accounts[account].fees
        let fee = { (rate: Int64) -> [UInt8] in
            let percent = DecimalText.text(rate, unit: DecimalUnit(decimals: 4))
            var object = WireObject()
            object.add("fee", percent)
            object.add("minfee", percent)
            object.add("maxfee", percent)
            object.add("nextfee", number: "null")
            object.add("nextvolume", number: "null")
            object.add("tiervolume", "0.0000")
            return object.finish()
        }
        let pair = KrakenNames.pair(instrument)
        var object = WireObject()
        object.add("currency", "ZUSD")
        object.add("volume", "0.0000")
        object.add("fees", raw: Self.table([(pair, fee(schedule.taker))]))
        object.add("fees_maker", raw: Self.table([(pair, fee(schedule.maker))]))
        return object.finish()
    }

    // MARK: - Parts

    /// The time whose state queries show.
    private func seen(_ now: ExchangeMoment) -> MonotonicTime {
        guard case .queryLag(let span) = faults[.queryLag]?.order.fault else { return now.steady }
        return MonotonicTime(nanoseconds: now.steady.nanoseconds - span.nanoseconds)
    }

    private func identifier(_ order: ExchangeOrder) -> String { KrakenNames.identifier("O", order.number) }

    private func trade(_ fill: ExchangeFill) -> (String, [UInt8]) {
        let order = trading.engine.order(fill.order)
        let body = messages.trade(fill, kind: order?.kind ?? .limit, clientID: order?.clientID ?? "")
        return (KrakenNames.identifier("T", fill.sequence), body)
    }

    /// The orders that a request may mean, as they were at a time.
    private func orders(_ call: KrakenCall, openAlone: Bool, asOf time: MonotonicTime) -> [ExchangeOrder] {
        let engine = trading.engine
        if let name = call.parameters["cl_ord_id"] {
            return engine.orders(named: name, of: call.account).compactMap { $0.asOf(time) }
        }
        if openAlone { return engine.openOrders(of: call.account) }
        return engine.orders.filter { $0.account == call.account }.compactMap { $0.asOf(time) }
    }

    private func identifiers(_ call: KrakenCall, _ letter: String) throws(KrakenError) -> [Int64] {
        let texts = call.parameters.list("order_id").flatMap { $0.split(separator: ",") }
        guard !texts.isEmpty, texts.count <= 50 else { throw .arguments("txid") }
        var numbers: [Int64] = []
        for text in texts {
            guard let number = KrakenNames.number(String(text), letter) else {
                throw letter == "O" ? KrakenError("EOrder:Invalid order") : .arguments("txid")
            }
            if !numbers.contains(number) { numbers.append(number) }
        }
        return numbers
    }

    /// A page of fifty, by offset and between two times in seconds, and how many rows lie between them.
    private static func page<Row>(
        _ rows: [Row],
        _ parameters: KrakenParameters,
        time: (Row) -> WallTime
    ) throws(KrakenError) -> (page: [Row], count: Int) {
        let second = DecimalUnit(decimals: 9)
        let start = try parameters.decimal("start", second, below: 4_000_000_000)
        let end = try parameters.decimal("end", second, below: 4_000_000_000)
        guard let offset = Int(parameters["ofs"] ?? "0"), offset >= 0 else { throw .arguments("ofs") }
        let within = rows.filter { row in
            let stamp = time(row).nanoseconds
            return start.map { stamp > $0 } ?? true && end.map { stamp <= $0 } ?? true
        }
        return (Array(within.dropFirst(offset).prefix(50)), within.count)
    }

    private static func table(_ rows: [(String, [UInt8])]) -> [UInt8] {
        var text = WireText(capacity: 512)
        text.append("{")
        for index in rows.indices {
            if index > 0 { text.append(",") }
            text.append(quoted: rows[index].0)
            text.append(":")
            text.append(rows[index].1)
        }
        text.append("}")
        return text.bytes
    }
}
