import Books
import Venues

extension KrakenExchange {
    // MARK: - Subscriptions

    /// Begins a private subscription, with the snapshots that it asks for.
    mutating func beginPrivate(
        _ channel: KrakenPrivateSubscription.Channel,
        _ parameters: JSONValue,
        at place: Int,
        mark: JSONValue?,
        _ now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) {
        let client = connections.identifier(at: place)
        do throws(KrakenError) {
            guard let read = KrakenParameters(parameters, isREST: false) else { throw .arguments("params") }
            let account = try account(ofToken: read["token"], at: now, on: client)
            let isFresh = !connections[place: place].privates.contains { $0.channel == channel }
            guard isFresh else { throw KrakenError("Already subscribed") }
            let subscription = KrakenPrivateSubscription(
                channel: channel,
                account: account,
                token: read["token"] ?? "",
                hasRateCounter: try read.flag("ratecounter"),
                hasOrderStatus: try read.flag("order_status", or: true)
            )
            let orders = try read.flag("snap_orders", or: true)
            let trades = try read.flag("snap_trades")
            let snapshot = try read.flag("snapshot", or: true)
            connections[place: place].privates.append(subscription)
            var result = WireObject()
            result.add("channel", channel.rawValue)
            if channel == .executions {
                result.add("maxratecount", trading.engine.accounts[account].tier.tradingLimit)
                result.add("snap_orders", orders)
                result.add("snap_trades", trades)
            } else {
                result.add("snapshot", snapshot)
            }
            let text = KrakenMessages.success("subscribe", result.finish(), mark, at: now.wall)
            send(text, to: place, at: now, into: &effects)
            let rows =
                channel == .executions
                ? executionSnapshot(account, orders: orders, trades: trades) : balanceSnapshot(account)
            if channel == .executions ? orders || trades : snapshot {
                sendPrivate(rows, "snapshot", channel, at: place, now, into: &effects)
            }
        } catch {
            let text = KrakenMessages.failure("subscribe", error.text, symbol: nil, mark, at: now.wall)
            send(text, to: place, at: now, into: &effects)
        }
    }

    /// Ends a private subscription.
    mutating func endPrivate(
        _ channel: KrakenPrivateSubscription.Channel,
        at place: Int,
        mark: JSONValue?,
        _ now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) {
        let count = connections[place: place].privates.count
        connections[place: place].endPrivate(channel, at: now.steady)
        var result = WireObject()
        result.add("channel", channel.rawValue)
        let text =
            connections[place: place].privates.count < count
            ? KrakenMessages.success("unsubscribe", result.finish(), mark, at: now.wall)
            : KrakenMessages.failure("unsubscribe", "Subscription Not Found", symbol: nil, mark, at: now.wall)
        send(text, to: place, at: now, into: &effects)
    }

    private func executionSnapshot(_ account: Int, orders: Bool, trades: Bool) -> [[UInt8]] {
        var rows: [[UInt8]] = []
        if orders {
            rows += trading.engine.openOrders(of: account).map { order in
                messages.order(order, type: order.filled == 0 ? "new" : "trade", nil)
            }
        }
        guard trades else { return rows }
        for fill in trading.engine.fills.filter({ $0.account == account }).suffix(50) {
            guard let order = trading.engine.order(fill.order) else { continue }
            rows.append(messages.execution(order, fill))
        }
        return rows
    }

    private func balanceSnapshot(_ account: Int) -> [[UInt8]] {
        let ledger = trading.engine.ledger
        return ledger.holdings[account].map { messages.balance($0, decimals: ledger.decimals(of: $0.asset)) }
    }

    // MARK: - Events

    /// Tells the subscribers of accounts what happened there.
    mutating func tell(_ events: [TradingEvent], at now: ExchangeMoment, into effects: inout [ExchangeEffect]) {
        for event in events {
            switch event {
            case .accepted(let order):
                broadcast(order.account, .executions, isStatus: true, now, into: &effects) { [messages] rate in
                    [messages.order(order, type: "pending_new", rate)]
                }
                broadcast(order.account, .executions, isStatus: true, now, into: &effects) { [messages] _ in
                    [messages.change(order, type: "new", reason: nil, nil)]
                }
            case .filled(let order, let fill):
                broadcast(order.account, .executions, isStatus: false, now, into: &effects) { [messages] _ in
                    [messages.execution(order, fill)]
                }
                broadcast(order.account, .balances, isStatus: false, now, into: &effects) { [messages] _ in
                    messages.ledgerRows(fill)
                }
                guard order.state == .filled else { continue }
                broadcast(order.account, .executions, isStatus: true, now, into: &effects) { [messages] _ in
                    [messages.change(order, type: "filled", reason: nil, nil)]
                }
            case .ended(let order, let cause):
                let reason = if case .timer = cause { "Cancel all orders after" } else { order.krakenReason }
                broadcast(order.account, .executions, isStatus: true, now, into: &effects) { [messages] rate in
                    [messages.change(order, type: "canceled", reason: reason, rate)]
                }
            case .balances:
                // The ledger has rows for trades alone; what is reserved is no row.
                break
            }
        }
    }

    private mutating func broadcast(
        _ account: Int,
        _ channel: KrakenPrivateSubscription.Channel,
        isStatus: Bool,
        _ now: ExchangeMoment,
        into effects: inout [ExchangeEffect],
        _ rows: (Int64?) -> [[UInt8]]
    ) {
        let rate = trading.desks[account].orders.hundredths(at: now.steady)
        var event: [(client: ConnectionID, text: [UInt8])] = []
        for place in connections.indices {
            let privates = connections[place: place].privates
            guard let index = privates.firstIndex(where: { $0.channel == channel && $0.account == account }),
                !isStatus || privates[index].hasOrderStatus
            else { continue }
            connections[place: place].privates[index].sequence += 1
            connections[place: place].lastSent = now.steady
            let sequence = connections[place: place].privates[index].sequence
            let data = rows(privates[index].hasRateCounter ? rate : nil)
            let text = Self.channelMessage(channel, "update", data, sequence)
            event.append((connections.identifier(at: place), text))
        }
        trading.events.send(event, &faults, into: &effects)
    }

    private mutating func sendPrivate(
        _ rows: [[UInt8]],
        _ type: String,
        _ channel: KrakenPrivateSubscription.Channel,
        at place: Int,
        _ now: ExchangeMoment,
        into effects: inout [ExchangeEffect]
    ) {
        guard let index = connections[place: place].privates.firstIndex(where: { $0.channel == channel }) else {
            return
        }
        connections[place: place].privates[index].sequence += 1
        let sequence = connections[place: place].privates[index].sequence
        send(Self.channelMessage(channel, type, rows, sequence), to: place, at: now, into: &effects)
    }

    private static func channelMessage(
        _ channel: KrakenPrivateSubscription.Channel,
        _ type: String,
        _ rows: [[UInt8]],
        _ sequence: Int64
    ) -> [UInt8] {
        var object = WireObject(capacity: 1_024)
        object.add("channel", channel.rawValue)
        object.add("type", type)
        object.add("data", list: rows)
        object.add("sequence", sequence)
        return object.finish()
    }
}
