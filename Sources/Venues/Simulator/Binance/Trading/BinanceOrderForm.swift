import Books

/// Reads an order from a request's parameters and checks it as Binance does before the engine sees it.
struct BinanceOrderForm {
    /// The order.
    let ticket: OrderTicket
    /// How much the answer is to say.
    let answer: Answer

    /// How much an answer says.
    enum Answer: String {
        /// That it was accepted.
        case acknowledgement = "ACK"
        /// What became of it.
        case result = "RESULT"
        /// And with which trades.
        case full = "FULL"
    }

    /// The greatest price and quantity: what the filters of `exchangeInfo` say.
    private static let greatestPrice: Int64 = 1_000_000
    private static let greatestQuantity: Int64 = 9_000
    private static let greatestNotional: Int128 = 9_000_000

    /// Reads an order of an account.
    init(
        _ parameters: BinanceParameters,
        _ instrument: ExchangeInstrument,
        account: Int,
        name: String
    ) throws(BinanceRefusal) {
        let side = try Self.side(try parameters.require("side"))
        let type = try parameters.require("type")
        var ticket = OrderTicket(
            account: account,
            clientID: try Self.clientID(parameters["newClientOrderId"]) ?? name,
            side: side,
            kind: .limit,
            lifetime: .untilCancelled,
            price: try parameters.decimal("price", instrument.priceUnit),
            quantity: try parameters.decimal("quantity", instrument.quantityUnit),
            selfTrade: try Self.selfTrade(parameters["selfTradePreventionMode"] ?? "EXPIRE_MAKER")
        )
        let spending = try parameters.decimal("quoteOrderQty", DecimalUnit(decimals: 8))
        let lifetime = parameters["timeInForce"]
        switch type {
        case "LIMIT":
            guard let lifetime else { throw .missing("timeInForce") }
            ticket.lifetime = try Self.lifetime(lifetime)
        case "LIMIT_MAKER":
            ticket.kind = .postOnly
            if lifetime != nil { throw .notRequired("timeInForce") }
        case "MARKET":
            ticket.kind = .market
            ticket.lifetime = .immediateOrCancel
            if lifetime != nil { throw .notRequired("timeInForce") }
            if ticket.price != nil { throw .notRequired("price") }
        default:
            throw BinanceRefusal(status: 400, code: -1_116, message: "Invalid orderType.")
        }
        if ticket.kind == .market {
            guard ticket.quantity == nil || spending == nil else { throw .notRequired("quoteOrderQty") }
            guard ticket.quantity != nil || spending != nil else { throw .missing("quantity") }
            if let spending {
                ticket.spending = Int128(spending) * AccountLedger.power(instrument.quoteDecimals - 8)
            }
        } else {
            if spending != nil { throw .notRequired("quoteOrderQty") }
            if ticket.quantity == nil { throw .missing("quantity") }
            if ticket.price == nil { throw .missing("price") }
        }
        self.ticket = ticket
        if let text = parameters["newOrderRespType"] {
            guard let answer = Answer(rawValue: text) else {
                throw BinanceRefusal(status: 400, code: -1_130, message: "Invalid data sent for a parameter.")
            }
            self.answer = answer
        } else {
            answer = ticket.kind == .postOnly ? .acknowledgement : .full
        }
    }

    /// Checks the filters of the symbol; `reference` is the price that others are held against.
    func checkFilters(_ instrument: ExchangeInstrument, reference: Int64?, open: Int) throws(BinanceRefusal) {
        if let price = ticket.price { try Self.check(price: price, instrument) }
        if let quantity = ticket.quantity {
            guard quantity > 0 else { throw BinanceRefusal(status: 400, code: -1_013, message: "Invalid quantity.") }
            guard quantity >= instrument.minimumQuantity.units,
                quantity <= Self.greatestQuantity * instrument.quantityUnit.perOne,
                (quantity - instrument.minimumQuantity.units) % instrument.lot.units == 0
            else { throw .filter("LOT_SIZE") }
        }
        let price = ticket.price ?? reference
        let notional = ticket.spending ?? Int128(price ?? 0) * Int128(ticket.quantity ?? 0)
        let isKnown = ticket.spending != nil || price != nil
        let greatest = Self.greatestNotional * AccountLedger.power(instrument.quoteDecimals)
        guard !isKnown || notional >= instrument.minimumNotional.units, notional <= greatest else {
            throw .filter("NOTIONAL")
        }
        if let reference, let price = ticket.price {
            // The multipliers of exchangeInfo: five up and a fifth down, on both sides.
            guard Int128(price) <= Int128(reference) * 5, Int128(price) * 5 >= Int128(reference) else {
                throw .filter("PERCENT_PRICE_BY_SIDE")
            }
        }
        let rests = ticket.kind != .market && ticket.lifetime == .untilCancelled
        guard !rests || open < 200 else { throw .filter("MAX_NUM_ORDERS") }
    }

    private static func check(price: Int64, _ instrument: ExchangeInstrument) throws(BinanceRefusal) {
        guard price > 0 else { throw BinanceRefusal(status: 400, code: -1_013, message: "Invalid price.") }
        let tick = instrument.tick.units
        guard price >= tick, price <= greatestPrice * instrument.priceUnit.perOne, (price - tick) % tick == 0 else {
            throw .filter("PRICE_FILTER")
        }
    }

    // MARK: - Words

    private static func side(_ text: String) throws(BinanceRefusal) -> TradeSide {
        switch text {
        case "BUY": return .buy
        case "SELL": return .sell
        default: throw BinanceRefusal(status: 400, code: -1_117, message: "Invalid side.")
        }
    }

    private static func lifetime(_ text: String) throws(BinanceRefusal) -> OrderTicket.Lifetime {
        switch text {
        case "GTC": return .untilCancelled
        case "IOC": return .immediateOrCancel
        case "FOK": return .fillOrKill
        default: throw BinanceRefusal(status: 400, code: -1_115, message: "Invalid timeInForce.")
        }
    }

    private static func selfTrade(_ text: String) throws(BinanceRefusal) -> SelfTradeRule {
        switch text {
        case "NONE": return .trade
        case "EXPIRE_TAKER": return .endTaker
        case "EXPIRE_MAKER": return .endMaker
        case "EXPIRE_BOTH": return .endBoth
        case "DECREMENT": return .decrement
        default: throw .invalid("selfTradePreventionMode")
        }
    }

    /// A client's name for an order: the pattern of the FIX documentation.
    static func clientID(_ text: String?) throws(BinanceRefusal) -> String? {
        guard let text else { return nil }
        let isLegal = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard isLegal, (1...36).contains(text.utf8.count) else {
            throw .illegal("newClientOrderId", range: "^[a-zA-Z0-9-_]{1,36}$")
        }
        return text
    }
}
