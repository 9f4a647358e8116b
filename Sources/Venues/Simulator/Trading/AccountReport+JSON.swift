import Books

extension AccountReport {
    /// The report as the control endpoint gives it: keys are not in it, accounts go by their place.
    var json: [UInt8] {
        var object = WireObject(capacity: 4_096)
        object.add("accounts", list: accounts.map(Self.account))
        return object.finish() + Array("\n".utf8)
    }

    private static func account(_ account: Account) -> [UInt8] {
        var object = WireObject(capacity: 4_096)
        object.add(
            "balances",
            list: account.balances.map { balance in
                var object = WireObject()
                object.add("asset", balance.asset)
                object.add("free", balance.free)
                object.add("locked", balance.locked)
                return object.finish()
            }
        )
        object.add("orders", list: account.orders.map(order))
        object.add("fills", list: account.fills.map(fill))
        return object.finish()
    }

    private static func order(_ order: Order) -> [UInt8] {
        var object = WireObject()
        object.add("id", order.identifier)
        object.add("client_id", order.clientID)
        object.add("side", order.side == .buy ? "buy" : "sell")
        object.add("kind", order.kind)
        if let price = order.price { object.add("price", price) }
        object.add("quantity", order.quantity)
        object.add("filled", order.filled)
        object.add("quote", order.quote)
        object.add("state", order.state.rawValue)
        object.add("created", order.created)
        return object.finish()
    }

    private static func fill(_ fill: Fill) -> [UInt8] {
        var object = WireObject()
        object.add("id", fill.identifier)
        object.add("order", fill.order)
        object.add("client_id", fill.clientID)
        object.add("side", fill.side == .buy ? "buy" : "sell")
        object.add("price", fill.price)
        object.add("quantity", fill.quantity)
        object.add("quote", fill.quote)
        object.add("fee", fill.fee)
        object.add("fee_asset", fill.feeAsset)
        object.add("maker", fill.isMaker)
        object.add("time", fill.time)
        return object.finish()
    }
}
