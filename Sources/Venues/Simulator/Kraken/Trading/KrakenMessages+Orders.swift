import Books
import Venues

extension KrakenMessages {
    /// A number with ten decimals, as REST writes balances.
    static func ten(_ count: Int128, decimals: Int) -> String {
        let value =
            decimals > 10
            ? count / AccountLedger.power(decimals - 10) : count * AccountLedger.power(10 - decimals)
        var bytes: [UInt8] = []
        DecimalText.append(value, decimals: 10, trimmed: false, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The answer to a trading request that succeeded.
    static func success(_ method: String, _ result: [UInt8], _ mark: JSONValue?, at time: WallTime) -> [UInt8] {
        var object = WireObject()
        object.add("method", method)
        object.add("result", raw: result)
        object.add("success", true)
        object.add("time_in", time)
        object.add("time_out", time)
        if let mark { object.add("req_id", mark: mark) }
        return object.finish()
    }

    /// A price without trailing zeros.
    func text(price: Int64) -> String { DecimalText.plain(Int128(price), decimals: instrument.priceUnit.decimals) }

    /// A quantity without trailing zeros.
    func text(quantity: Int64) -> String {
        DecimalText.plain(Int128(quantity), decimals: instrument.quantityUnit.decimals)
    }

    /// An amount of the quote asset without trailing zeros.
    func text(quote: Int128) -> String { DecimalText.plain(quote, decimals: instrument.quoteDecimals) }

    /// An order in words: `buy 1.25 ETHUSDT @ limit 2500`.
    func description(_ ticket: OrderTicket) -> String {
        let size = ticket.quantity.map(text(quantity:)) ?? ticket.spending.map(text(quote:)) ?? ""
        let terms = ticket.price.map { "limit " + text(price: $0) } ?? "market"
        return "\(ticket.side.krakenName) \(size) \(KrakenNames.pair(instrument)) @ \(terms)"
    }

    // MARK: - REST

    /// An order as queries show it.
    func order(_ order: ExchangeOrder) -> [UInt8] {
        var description = WireObject()
        description.add("pair", KrakenNames.pair(instrument))
        description.add("type", order.side.krakenName)
        description.add("ordertype", order.kind.krakenName)
        description.add("price", text(price: order.price ?? 0))
        description.add("price2", "0")
        description.add("leverage", "none")
        description.add("order", words(order))
        description.add("close", "")
        var object = WireObject(capacity: 512)
        object.add("refid", number: "null")
        object.add("userref", 0)
        if !order.clientID.isEmpty { object.add("cl_ord_id", order.clientID) }
        object.add("status", order.krakenStatus)
        if order.state != .open {
            object.add("reason", order.krakenReason)
            object.add("closetm", number: Self.seconds(order.updated))
        }
        object.add("opentm", number: Self.seconds(order.created))
        object.add("starttm", 0)
        object.add("expiretm", 0)
        object.add("descr", raw: description.finish())
        object.add("vol", text(quantity: order.statedQuantity))
        object.add("vol_exec", text(quantity: order.filled))
        object.add("cost", text(quote: order.quoteFilled))
        object.add("fee", text(quote: order.fees))
        object.add("price", average(order))
        object.add("stopprice", "0")
        object.add("limitprice", "0")
        object.add("misc", "")
        object.add("oflags", order.kind == .postOnly ? "fciq,post" : "fciq")
        return object.finish()
    }

    /// A trade as queries show it.
    func trade(_ fill: ExchangeFill, kind: OrderTicket.Kind, clientID: String) -> [UInt8] {
        var object = WireObject(capacity: 384)
        object.add("ordertxid", KrakenNames.identifier("O", fill.order))
        object.add("postxid", "TKH2SE-M7IF5-CFI7LT")
        object.add("pair", KrakenNames.pair(instrument))
        object.add("time", number: Self.seconds(fill.time))
        object.add("type", fill.side.krakenName)
        object.add("ordertype", kind.krakenName)
        object.add("price", text(price: fill.price))
        object.add("cost", text(quote: fill.quote))
        object.add("fee", text(quote: fill.fee))
        object.add("vol", text(quantity: fill.quantity))
        object.add("margin", "0")
        object.add("leverage", "0")
        object.add("misc", "")
        object.add("trade_id", fill.number)
        object.add("maker", fill.isMaker)
        if !clientID.isEmpty { object.add("cl_ord_id", clientID) }
        return object.finish()
    }

    // MARK: - Executions

    /// The whole of an order, as a snapshot and its first event have it.
    func order(_ order: ExchangeOrder, type: String, _ rate: Int64?) -> [UInt8] {
        var object = WireObject(capacity: 512)
        object.add("order_id", KrakenNames.identifier("O", order.number))
        if !order.clientID.isEmpty { object.add("cl_ord_id", order.clientID) }
        object.add("symbol", instrument.symbol)
        object.add("side", order.side.krakenName)
        object.add("order_type", order.kind.krakenName)
        if let spending = order.spending {
            object.add("cash_order_qty", number: text(quote: spending))
        } else {
            object.add("order_qty", number: text(quantity: order.quantity))
        }
        if let price = order.price { object.add("limit_price", number: text(price: price)) }
        object.add("time_in_force", order.lifetime.krakenName)
        if order.kind == .postOnly { object.add("post_only", true) }
        object.add("exec_type", type)
        object.add("order_status", type == "pending_new" ? type : order.krakenExecutionStatus)
        object.add("cum_qty", number: text(quantity: order.filled))
        object.add("cum_cost", number: text(quote: order.quoteFilled))
        if order.filled > 0 { object.add("avg_price", number: average(order)) }
        object.add("timestamp", order.updated)
        if let rate { object.add("ratecount", number: DecimalText.plain(Int128(rate), decimals: 2)) }
        return object.finish()
    }

    /// A change of an order that is no trade: only what is new.
    func change(_ order: ExchangeOrder, type: String, reason: String?, _ rate: Int64?) -> [UInt8] {
        var object = WireObject()
        object.add("order_id", KrakenNames.identifier("O", order.number))
        if !order.clientID.isEmpty { object.add("cl_ord_id", order.clientID) }
        object.add("exec_type", type)
        object.add("order_status", type)
        if type != "new" {
            object.add("cum_qty", number: text(quantity: order.filled))
            object.add("cum_cost", number: text(quote: order.quoteFilled))
            if order.filled > 0 { object.add("avg_price", number: average(order)) }
        }
        if let reason { object.add("reason", reason) }
        object.add("timestamp", order.updated)
        if let rate { object.add("ratecount", number: DecimalText.plain(Int128(rate), decimals: 2)) }
        return object.finish()
    }

    /// A trade; `order` is as it is after it.
    func execution(_ order: ExchangeOrder, _ fill: ExchangeFill) -> [UInt8] {
        var fee = WireObject()
        fee.add("asset", fill.feeAsset)
        fee.add("qty", number: text(quote: fill.fee))
        var object = WireObject(capacity: 512)
        object.add("order_id", KrakenNames.identifier("O", fill.order))
        if !order.clientID.isEmpty { object.add("cl_ord_id", order.clientID) }
        object.add("exec_id", KrakenNames.identifier("T", fill.sequence))
        object.add("exec_type", "trade")
        object.add("ext_ord_id", number: "null")
        object.add("trade_id", fill.number)
        object.add("symbol", instrument.symbol)
        object.add("side", fill.side.krakenName)
        object.add("last_qty", number: text(quantity: fill.quantity))
        object.add("last_price", number: text(price: fill.price))
        object.add("liquidity_ind", fill.isMaker ? "m" : "t")
        object.add("cost", number: text(quote: fill.quote))
        // Kraken's own example says so even of the trade that fills the order; `filled` follows.
        object.add("order_status", "partially_filled")
        object.add("order_type", order.kind.krakenName)
        object.add("cum_qty", number: text(quantity: order.filled))
        object.add("cum_cost", number: text(quote: order.quoteFilled))
        object.add("avg_price", number: average(order))
        if instrument.quote.hasPrefix("USD") { object.add("fee_usd_equiv", number: text(quote: fill.fee)) }
        object.add("fees", list: [fee.finish()])
        object.add("timestamp", fill.time)
        return object.finish()
    }

    // MARK: - Balances

    /// What an account has of an asset, as a snapshot has it.
    func balance(_ holding: AccountLedger.Holding, decimals: Int) -> [UInt8] {
        let total = DecimalText.plain(holding.total, decimals: decimals)
        var wallet = WireObject()
        wallet.add("type", "spot")
        wallet.add("id", "main")
        wallet.add("balance", number: total)
        var object = WireObject()
        object.add("asset", holding.asset)
        object.add("asset_class", "currency")
        object.add("balance", number: total)
        object.add("wallets", list: [wallet.finish()])
        return object.finish()
    }

    /// The two rows of the ledger that a trade makes.
    func ledgerRows(_ fill: ExchangeFill) -> [[UInt8]] {
        let sign: Int128 = fill.side == .buy ? 1 : -1
        let rows: [(String, Int128, Int128, Int128, Int)] = [
            (instrument.base, sign * Int128(fill.quantity), 0, fill.totals.base, instrument.quantityUnit.decimals),
            (instrument.quote, -sign * fill.quote, fill.fee, fill.totals.quote, instrument.quoteDecimals),
        ]
        return rows.enumerated().map { index, row in
            let (asset, amount, fee, balance, decimals) = row
            var object = WireObject()
            object.add("ledger_id", KrakenNames.identifier("L", fill.sequence * 2 + Int64(index)))
            object.add("ref_id", KrakenNames.identifier("T", fill.sequence))
            object.add("timestamp", fill.time)
            object.add("type", "trade")
            object.add("asset", asset)
            object.add("asset_class", "currency")
            object.add("category", "trade")
            object.add("wallet_type", "spot")
            object.add("wallet_id", "main")
            object.add("amount", number: DecimalText.plain(amount, decimals: decimals))
            object.add("fee", number: DecimalText.plain(fee, decimals: decimals))
            object.add("balance", number: DecimalText.plain(balance, decimals: decimals))
            return object.finish()
        }
    }

    // MARK: - Parts

    private func words(_ order: ExchangeOrder) -> String {
        let terms = order.price.map { "limit " + text(price: $0) } ?? "market"
        return
            "\(order.side.krakenName) \(text(quantity: order.statedQuantity)) \(KrakenNames.pair(instrument)) @ \(terms)"
    }

    /// The average price with five decimals more than prices have, cut.
    private func average(_ order: ExchangeOrder) -> String {
        guard order.filled > 0 else { return "0" }
        let scaled = order.quoteFilled * 100_000 / Int128(order.filled)
        return DecimalText.plain(scaled, decimals: instrument.priceUnit.decimals + 5)
    }

    /// A time as seconds with their fraction.
    private static func seconds(_ time: WallTime) -> String {
        DecimalText.plain(Int128(time.nanoseconds / 1_000), decimals: 6)
    }
}
