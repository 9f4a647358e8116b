import Books

/// An order as Kraken's REST answers tell it: of `OpenOrders`, `ClosedOrders`, `QueryOrders`.
struct KrakenOrder: Sendable, Equatable {
    /// Our name for it; nil where it is not one of ours.
    let id: ClientOrderID?
    /// The venue's name for it.
    let name: String
    /// Where it stands; nil where the venue's word for that is not known here.
    let report: OrderReport?
    let openedAt: WallTime?
    /// The order as it stands at the venue; nil where the answer does not tell all of it.
    let standing: VenueOrder?

    /// Reads an order; nil where what is needed is missing or is no number.
    init?(_ name: String, _ value: JSONValue, _ feed: FeedInstrument) {
        guard Self.isName(name), let cumulative = WireAmount.quantity(value["vol_exec"], feed.instrument) else {
            return nil
        }
        self.name = name
        id = value["cl_ord_id"]?.string.flatMap { ClientOrderID($0) }
        openedAt = TradeTime.seconds(value["opentm"]?.decimalText)
        let status: OrderReport.Status? =
            switch value["status"]?.string {
            case "open": cumulative == .zero ? .new : .partial
            case "closed": .filled
            case "canceled": .cancelled
            case "expired": .expired
            default: nil
            }
        report = status.map { OrderReport($0, cumulative: cumulative) }
        let decimals = feed.instrument.priceUnit.decimals
        // Ours have a limit. Those of others may have none that is a price, as a trailing stop's `+1.0%`; it is not looked at.
        let price = WireAmount.parse(value["descr"]?["price"]?.decimalText, decimals: decimals) ?? (id == nil ? 0 : nil)
        if let quantity = WireAmount.quantity(value["vol"], feed.instrument),
            let side = OrderSide(word: value["descr"]?["type"]?.string), let limit = price
        {
            standing = VenueOrder(
                venueOrderID: name,
                id: id,
                side: side,
                limit: Price(units: limit),
                quantity: quantity,
                cumulative: cumulative
            )
        } else {
            standing = nil
        }
    }

    /// The order of that name of ours among the members of an answer.
    static func first(_ members: [JSONValue.Member], _ id: ClientOrderID, _ feed: FeedInstrument) -> KrakenOrder? {
        for member in members {
            if let order = KrakenOrder(member.name, member.value, feed), order.id == id { return order }
        }
        return nil
    }

    /// Whether a text can be the venue's name for an order: it goes back to the venue as it is.
    static func isName(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == UInt8(ascii: "-")
            }
    }
}

extension KrakenTrade {
    /// Reads one row of `TradesHistory`; its fee is in the asset of the price.
    init?(_ name: String, _ value: JSONValue, _ orderID: String, _ feed: FeedInstrument) {
        guard KrakenOrder.isName(name), KrakenOrder.isName(orderID), let side = OrderSide(word: value["type"]?.string),
            let quantity = WireAmount.quantity(value["vol"], feed.instrument), quantity.units > 0,
            let price = WireAmount.price(value["price"], feed.instrument),
            let fee = WireAmount.fee(value["fee"]?.decimalText)
        else { return nil }
        self.init(
            orderID: orderID,
            side: side,
            fill: OrderFill(
                trade: TradeID(name),
                quantity: quantity,
                price: price,
                fee: Fee(asset: .quote, units: fee),
                exchangeTime: TradeTime.seconds(value["time"]?.decimalText)
            )
        )
    }
}
