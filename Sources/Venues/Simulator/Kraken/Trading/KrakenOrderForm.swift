import Books
import Venues

/// Reads an order from a request's parameters and checks it as Kraken does before the engine sees it.
struct KrakenOrderForm {
    /// The order.
    let ticket: OrderTicket
    /// Whether it is checked alone.
    let isTrial: Bool

    /// Bounds that keep every product of a price and a quantity within the ledger's numbers.
    private static let priceLimit: Int64 = 10_000_000
    private static let quantityLimit: Int64 = 100_000_000

    /// Reads an order of an account.
    init(
        _ parameters: KrakenParameters,
        _ instrument: ExchangeInstrument,
        account: Int,
        leadAtLeast lead: TimeSpan,
        at now: WallTime
    ) throws(KrakenError) {
        guard try KrakenNames.isPair(parameters.require("symbol"), instrument) else { throw .unknownPair }
        let type = try parameters.require("order_type")
        guard type == "limit" || type == "market" else { throw .arguments("ordertype") }
        let flags = (parameters["oflags"] ?? "").split(separator: ",")
        let isPostOnly = try parameters.flag("post_only") || flags.contains("post")
        var ticket = OrderTicket(
            account: account,
            clientID: try Self.clientID(parameters),
            side: try Self.side(parameters.require("side")),
            kind: type == "market" ? .market : isPostOnly ? .postOnly : .limit,
            lifetime: try Self.lifetime(parameters["time_in_force"] ?? "gtc"),
            price: try parameters.decimal("limit_price", instrument.priceUnit, below: Self.priceLimit),
            quantity: try parameters.decimal("order_qty", instrument.quantityUnit, below: Self.quantityLimit),
            selfTrade: try Self.selfTrade(parameters["stp_type"] ?? "cancel_newest")
        )
        if type == "market" {
            guard !isPostOnly else { throw .arguments("post_only") }
            ticket.lifetime = .immediateOrCancel
            ticket.price = nil
        } else if isPostOnly, ticket.lifetime != .untilCancelled {
            throw .arguments("time_in_force")
        }
        let cash = try parameters.decimal("cash_order_qty", DecimalUnit(decimals: 8), below: 1_000_000_000)
        if let cash {
            guard type == "market", ticket.side == .buy, ticket.quantity == nil, cash > 0 else {
                throw .arguments("cash_order_qty")
            }
            ticket.spending = Int128(cash) * AccountLedger.power(instrument.quoteDecimals - 8)
        }
        guard ticket.quantity != nil || cash != nil else { throw .arguments("order_qty") }
        guard type == "market" || ticket.price != nil else { throw .arguments("limit_price") }
        for name in ["display_qty", "triggers", "conditional", "margin"] where parameters[name] != nil {
            throw .arguments(name)
        }
        self.ticket = ticket
        isTrial = try parameters.flag("validate")
        try Self.checkDeadline(parameters["deadline"], leadAtLeast: lead, at: now)
    }

    /// Checks what the pair asks of an order.
    func check(_ instrument: ExchangeInstrument, best: Int64?) throws(KrakenError) {
        if let price = ticket.price {
            guard price > 0 else { throw .invalidPrice }
            guard price % instrument.tick.units == 0 else { throw .tick }
        }
        if let quantity = ticket.quantity {
            guard quantity > 0, quantity >= instrument.minimumQuantity.units else { throw .minimum }
            guard quantity % instrument.lot.units == 0 else { throw .arguments("order_qty") }
        }
        guard let price = ticket.price ?? best else { return }
        let cost = ticket.spending ?? Int128(price) * Int128(ticket.quantity ?? 0)
        guard cost >= instrument.minimumNotional.units else { throw .costMinimum }
    }

    // MARK: - Words

    private static func side(_ text: String) throws(KrakenError) -> TradeSide {
        switch text {
        case "buy": return .buy
        case "sell": return .sell
        default: throw .arguments("side")
        }
    }

    private static func lifetime(_ text: String) throws(KrakenError) -> OrderTicket.Lifetime {
        switch text.lowercased() {
        case "gtc": return .untilCancelled
        case "ioc": return .immediateOrCancel
        case "fok": return .fillOrKill
        default: throw .arguments("timeinforce")
        }
    }

    private static func selfTrade(_ text: String) throws(KrakenError) -> SelfTradeRule {
        // The WebSocket writes underscores, REST hyphens.
        switch text.map({ $0 == "-" ? "_" : String($0) }).joined() {
        case "cancel_newest": return .endTaker
        case "cancel_oldest": return .endMaker
        case "cancel_both": return .endBoth
        default: throw .arguments("stp_type")
        }
    }

    /// A client's name: a UUID with or without hyphens, or up to 18 ASCII characters.
    private static func clientID(_ parameters: KrakenParameters) throws(KrakenError) -> String {
        guard let text = parameters["cl_ord_id"] else { return "" }
        guard parameters["order_userref"] == nil else { throw .arguments("cl_ord_id") }
        let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        let digits = text.utf8.filter { $0 != UInt8(ascii: "-") }
        let isUUID =
            digits.count == 32 && (text.utf8.count == 32 || text.utf8.count == 36)
            && digits.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
                    UInt8(ascii: "A")...UInt8(ascii: "F"):
                    true
                default: false
                }
            }
        guard isPlain, isUUID || text.utf8.count <= 18 else { throw .arguments("cl_ord_id") }
        return text
    }

    /// Checks a deadline: not passed, at least `least` and at most a minute ahead.
    private static func checkDeadline(
        _ text: String?,
        leadAtLeast least: TimeSpan,
        at now: WallTime
    ) throws(KrakenError) {
        guard let text else { return }
        let bytes = Array(text.utf8)
        guard let time = RFC3339.parse(bytes.span, 0..<bytes.count) else { throw .arguments("deadline") }
        let lead = time - now
        guard lead > .zero else { throw .deadline }
        guard lead >= least, lead <= .seconds(60) else { throw .arguments("deadline") }
    }
}
