import Books
import Venues

extension BinanceMessages {
    /// A number with eight decimals, in quotes; what is finer is cut.
    func amount(_ count: Int128, decimals: Int) -> String {
        let value =
            decimals > 8
            ? count / AccountLedger.power(decimals - 8) : count * AccountLedger.power(8 - decimals)
        var bytes: [UInt8] = []
        DecimalText.append(value, decimals: 8, trimmed: false, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A price as Binance writes it.
    func text(price: Int64) -> String { amount(Int128(price), decimals: instrument.priceUnit.decimals) }

    /// A quantity as Binance writes it.
    func text(quantity: Int64) -> String { amount(Int128(quantity), decimals: instrument.quantityUnit.decimals) }

    /// An amount of the quote asset as Binance writes it.
    func text(quote: Int128) -> String { amount(quote, decimals: instrument.quoteDecimals) }

    // MARK: - Orders

    /// The answer to a new order.
    func placed(
        _ order: ExchangeOrder,
        fills: [ExchangeFill],
        _ answer: BinanceOrderForm.Answer,
        at time: WallTime,
        _ unit: BinanceTimeUnit
    ) -> [UInt8] {
        var object = WireObject()
        object.add("symbol", instrument.symbol)
        object.add("orderId", order.number)
        object.add("orderListId", -1)
        object.add("clientOrderId", order.clientID)
        object.add("transactTime", unit.count(time))
        guard answer != .acknowledgement else { return object.finish() }
        addSize(order, to: &object)
        addTerms(order, to: &object)
        object.add("workingTime", unit.count(order.created))
        object.add("selfTradePreventionMode", order.selfTrade.binanceName)
        if answer == .full {
            object.add("fills", list: fills.map(fill))
        }
        return object.finish()
    }

    /// An order as a query shows it.
    func status(_ order: ExchangeOrder, _ unit: BinanceTimeUnit) -> [UInt8] {
        var object = WireObject()
        object.add("symbol", instrument.symbol)
        object.add("orderId", order.number)
        object.add("orderListId", -1)
        object.add("clientOrderId", order.clientID)
        addSize(order, to: &object)
        addTerms(order, to: &object)
        object.add("stopPrice", "0.00000000")
        object.add("icebergQty", "0.00000000")
        object.add("time", unit.count(order.created))
        object.add("updateTime", unit.count(order.updated))
        object.add("isWorking", true)
        object.add("workingTime", unit.count(order.created))
        object.add("selfTradePreventionMode", order.selfTrade.binanceName)
        if order.prevented > 0 { object.add("preventedQuantity", text(quantity: order.prevented)) }
        return object.finish()
    }

    /// The answer to a cancellation, which has a name of its own.
    func cancelled(_ order: ExchangeOrder, name: String, at time: WallTime, _ unit: BinanceTimeUnit) -> [UInt8] {
        var object = WireObject()
        object.add("symbol", instrument.symbol)
        object.add("origClientOrderId", order.clientID)
        object.add("orderId", order.number)
        object.add("orderListId", -1)
        object.add("clientOrderId", name)
        object.add("transactTime", unit.count(time))
        addSize(order, to: &object)
        addTerms(order, to: &object)
        object.add("selfTradePreventionMode", order.selfTrade.binanceName)
        return object.finish()
    }

    /// A trade of an account.
    func trade(_ fill: ExchangeFill, _ decimals: Int, _ unit: BinanceTimeUnit) -> [UInt8] {
        var object = WireObject()
        object.add("symbol", instrument.symbol)
        object.add("id", fill.number)
        object.add("orderId", fill.order)
        object.add("orderListId", -1)
        object.add("price", text(price: fill.price))
        object.add("qty", text(quantity: fill.quantity))
        object.add("quoteQty", text(quote: fill.quote))
        object.add("commission", amount(fill.fee, decimals: decimals))
        object.add("commissionAsset", fill.feeAsset)
        object.add("time", unit.count(fill.time))
        object.add("isBuyer", fill.side == .buy)
        object.add("isMaker", fill.isMaker)
        object.add("isBestMatch", true)
        return object.finish()
    }

    private func fill(_ fill: ExchangeFill) -> [UInt8] {
        var object = WireObject()
        object.add("price", text(price: fill.price))
        object.add("qty", text(quantity: fill.quantity))
        object.add("commission", amount(fill.fee, decimals: decimals(of: fill.feeAsset)))
        object.add("commissionAsset", fill.feeAsset)
        object.add("tradeId", fill.number)
        return object.finish()
    }

    private func addSize(_ order: ExchangeOrder, to object: inout WireObject) {
        object.add("price", text(price: order.price ?? 0))
        object.add("origQty", text(quantity: order.statedQuantity))
        object.add("executedQty", text(quantity: order.filled))
        object.add("origQuoteOrderQty", text(quote: order.spending ?? 0))
        object.add("cummulativeQuoteQty", text(quote: order.quoteFilled))
    }

    private func addTerms(_ order: ExchangeOrder, to object: inout WireObject) {
        object.add("status", order.binanceStatus)
        object.add("timeInForce", order.lifetime.binanceName(of: order.kind))
        object.add("type", order.kind.binanceName)
        object.add("side", order.side.binanceName)
    }

    private func decimals(of asset: String) -> Int {
        switch asset {
        case instrument.base: instrument.quantityUnit.decimals
        case instrument.quote: instrument.quoteDecimals
        default: 8
        }
    }

    // MARK: - Private events

    /// What an execution report tells beside the order.
    struct Report {
        /// What happened: `NEW`, `CANCELED`, `EXPIRED`, `TRADE`.
        let type: String
        /// The trade, if it was one.
        let fill: ExchangeFill?
        /// The name of the cancellation, if it was one.
        let cancelName: String?
        /// The number of the report.
        let number: Int64
    }

    /// An `executionReport` event.
    func executionReport(
        _ order: ExchangeOrder,
        _ report: Report,
        at time: WallTime,
        _ unit: BinanceTimeUnit
    ) -> [UInt8] {
        var object = WireObject(capacity: 768)
        object.add("e", "executionReport")
        object.add("E", unit.count(time))
        object.add("s", instrument.symbol)
        object.add("c", report.cancelName ?? order.clientID)
        object.add("S", order.side.binanceName)
        object.add("o", order.kind.binanceName)
        object.add("f", order.lifetime.binanceName(of: order.kind))
        object.add("q", text(quantity: order.statedQuantity))
        object.add("p", text(price: order.price ?? 0))
        object.add("P", "0.00000000")
        object.add("F", "0.00000000")
        object.add("g", -1)
        object.add("C", report.cancelName == nil ? "" : order.clientID)
        object.add("x", report.type)
        object.add("X", order.binanceStatus)
        object.add("r", "NONE")
        object.add("i", order.number)
        object.add("l", text(quantity: report.fill?.quantity ?? 0))
        object.add("z", text(quantity: order.filled))
        object.add("L", text(price: report.fill?.price ?? 0))
        if let fill = report.fill {
            object.add("n", amount(fill.fee, decimals: decimals(of: fill.feeAsset)))
            object.add("N", fill.feeAsset)
        } else {
            object.add("n", "0")
            object.add("N", number: "null")
        }
        object.add("T", unit.count(order.updated))
        object.add("t", report.fill?.number ?? -1)
        object.add("I", report.number)
        object.add("w", order.state == .open && order.kind != .market && order.lifetime == .untilCancelled)
        object.add("m", report.fill?.isMaker ?? false)
        object.add("M", false)
        object.add("O", unit.count(order.created))
        object.add("Z", text(quote: order.quoteFilled))
        object.add("Y", text(quote: report.fill?.quote ?? 0))
        object.add("Q", text(quote: order.spending ?? 0))
        object.add("W", unit.count(order.created))
        object.add("V", order.selfTrade.binanceName)
        return object.finish()
    }

    /// An `outboundAccountPosition` event: what an account has now of the assets that changed.
    func accountPosition(
        _ holdings: [AccountLedger.Holding],
        at time: WallTime,
        _ unit: BinanceTimeUnit
    ) -> [UInt8] {
        var object = WireObject()
        object.add("e", "outboundAccountPosition")
        object.add("E", unit.count(time))
        object.add("u", unit.count(time))
        object.add("B", list: holdings.map { balance($0, names: ("a", "f", "l")) })
        return object.finish()
    }

    /// What an account has of an asset.
    func balance(
        _ holding: AccountLedger.Holding,
        names: (StaticString, StaticString, StaticString)
    ) -> [UInt8] {
        let decimals = decimals(of: holding.asset)
        var object = WireObject()
        object.add(names.0, holding.asset)
        object.add(names.1, amount(holding.free, decimals: decimals))
        object.add(names.2, amount(holding.locked, decimals: decimals))
        return object.finish()
    }
}
