import Books

/// An order as Binance's answers tell it: of `order.place`, `order.cancel`, `order.status`, `openOrders.status`.
struct BinanceOrder: Sendable, Equatable {
    /// Our name for it; nil where it is not one of ours.
    let id: ClientOrderID?
    let venueOrderID: String
    /// Where it stands; nil where the venue's word for that is not known here.
    let report: OrderReport?
    /// Why the engine has refused it, if its status says so.
    let refusal: OrderRefusal?
    /// The trades that came along.
    let fills: [OrderFill]
    let hasUnreadableFill: Bool
    /// When the engine dealt with it.
    let time: WallTime?
    /// The order as it stands at the venue; nil where the answer does not tell all of it.
    let standing: VenueOrder?

    /// Reads an order of the feed's symbol; nil where what is needed is missing or is no number.
    init?(_ value: JSONValue, _ feed: FeedInstrument) {
        guard value["symbol"]?.string == feed.symbol, let number = value["orderId"]?.integer, number >= 0,
            let name = value["origClientOrderId"]?.string ?? value["clientOrderId"]?.string
        else { return nil }
        id = ClientOrderID(name)
        venueOrderID = String(number)
        time = TradeTime.milliseconds(value["transactTime"]?.integer)
        let cumulative = WireAmount.quantity(value["executedQty"], feed.instrument)
        if let status = value["status"]?.string {
            guard let cumulative else { return nil }
            refusal = status == "REJECTED" ? OrderRefusal(.other, "REJECTED") : nil
            report = Self.status(status).map { OrderReport($0, cumulative: cumulative) }
        } else {
            refusal = nil
            report = nil
        }
        var fills: [OrderFill] = []
        var hasUnreadableFill = false
        for element in value["fills"]?.array ?? [] {
            if let fill = BinanceFill.read(element, feed, at: time) {
                fills.append(fill)
            } else {
                hasUnreadableFill = true
            }
        }
        self.fills = fills
        self.hasUnreadableFill = hasUnreadableFill
        standing = Self.standing(value, feed, id, venueOrderID, cumulative)
    }

    /// The venue's word for where an order stands.
    static func status(_ word: String) -> OrderReport.Status? {
        switch word {
        case "NEW": .new
        case "PARTIALLY_FILLED": .partial
        case "FILLED": .filled
        case "CANCELED": .cancelled
        case "EXPIRED", "EXPIRED_IN_MATCH": .expired
        default: nil
        }
    }

    /// A balance under the names that a message has for its parts.
    static func balance(_ value: JSONValue, _ asset: String, _ free: String, _ locked: String) -> AssetBalance? {
        guard let name = value[asset]?.string, let free = WireAmount.balance(value[free]),
            let locked = WireAmount.balance(value[locked])
        else { return nil }
        let total = free.addingReportingOverflow(locked)
        return total.overflow ? nil : AssetBalance(asset: name, total: total.partialValue, reserved: locked)
    }

    private static func standing(
        _ value: JSONValue,
        _ feed: FeedInstrument,
        _ id: ClientOrderID?,
        _ name: String,
        _ cumulative: Quantity?
    ) -> VenueOrder? {
        guard let cumulative,
            let limit = WireAmount.parse(
                value["price"]?.decimalText,
                decimals: feed.instrument.priceUnit.decimals
            ), let quantity = WireAmount.quantity(value["origQty"], feed.instrument),
            let side = OrderSide(word: value["side"]?.string)
        else { return nil }
        return VenueOrder(
            venueOrderID: name,
            id: id,
            side: side,
            limit: Price(units: limit),
            quantity: quantity,
            cumulative: cumulative
        )
    }
}

/// Reading of single trades.
enum BinanceFill {
    /// A trade of an answer's `fills`, which happened when the engine dealt with the order.
    static func read(_ value: JSONValue, _ feed: FeedInstrument, at time: WallTime?) -> OrderFill? {
        guard let number = value["tradeId"]?.integer, number >= 0 else { return nil }
        return make(
            number,
            quantity: value["qty"],
            price: value["price"],
            fee: value["commission"],
            asset: value["commissionAsset"]?.string,
            feed,
            at: time
        )
    }

    /// A trade from its parts; nil where one of them is no number of its kind.
    static func make(
        _ number: Int64,
        quantity: JSONValue?,
        price: JSONValue?,
        fee: JSONValue?,
        asset: String?,
        _ feed: FeedInstrument,
        at time: WallTime?
    ) -> OrderFill? {
        guard let quantity = WireAmount.quantity(quantity, feed.instrument), quantity.units > 0,
            let price = WireAmount.price(price, feed.instrument), let units = WireAmount.fee(fee?.decimalText)
        else { return nil }
        let taken: Fee
        switch asset {
        case feed.instrument.base: taken = Fee(asset: .base, units: units)
        case feed.instrument.quote: taken = Fee(asset: .quote, units: units)
        case nil:
            guard units == 0 else { return nil }
            taken = .none
        case .some(let other): taken = Fee(asset: .other(WireText.clean(other)), units: units)
        }
        return OrderFill(
            trade: TradeID(String(number)),
            quantity: quantity,
            price: price,
            fee: taken,
            exchangeTime: time
        )
    }
}

extension BinanceTrade {
    /// Reads one element of `myTrades`.
    init?(_ value: JSONValue, _ feed: FeedInstrument) {
        guard let number = value["id"]?.integer, number >= 0, let order = value["orderId"]?.integer, order >= 0,
            let isBuyer = value["isBuyer"]?.bool,
            let fill = BinanceFill.make(
                number,
                quantity: value["qty"],
                price: value["price"],
                fee: value["commission"],
                asset: value["commissionAsset"]?.string,
                feed,
                at: TradeTime.milliseconds(value["time"]?.integer)
            )
        else { return nil }
        self.init(number: number, orderID: String(order), side: isBuyer ? .buy : .sell, fill: fill)
    }
}
