import Books

/// What an error of Binance's says about the request that it answers.
enum BinanceVerdict: Sendable, Equatable {
    /// The request was refused for certain.
    case refused(OrderRefusal)
    /// The order's name is taken: the order is there already.
    case found
    /// The venue does not know the order.
    case notFound
    /// The request may have been carried out.
    case unsure

    /// Reads an error: what is not on the venue's list of definitive refusals is in doubt.
    ///
    /// Binance Spot API documentation, "Errors": 5xx, -1006 and -1007 leave it open whether the order lives; -1000, -1001
    /// and -1008 do not say that it does not. A 403 without a code is a firewall's page, not the venue's word.
    init(_ reply: BinanceReply) {
        // Not executed, by the documentation of the limits, whatever else is said.
        if reply.status == 429 || reply.status == 418 {
            self = .refused(OrderRefusal(.throttled, reply.words))
            return
        }
        guard (400...499).contains(reply.status), let code = reply.code else {
            self = .unsure
            return
        }
        switch code {
        case -1_013: self = .refused(OrderRefusal(Self.filter(reply.message), reply.words))
        case -1_015: self = .refused(OrderRefusal(.throttled, reply.words))
        case -1_021: self = .refused(OrderRefusal(.clock, reply.words))
        case -1_022, -2_014, -2_015: self = .refused(OrderRefusal(.authentication, reply.words))
        case -1_121: self = .refused(OrderRefusal(.unknownInstrument, reply.words))
        case -1_111: self = .refused(OrderRefusal(.lot, reply.words))
        case -1_131 ... -1_100: self = .refused(OrderRefusal(.other, reply.words))
        case -2_010: self = Self.engine(reply)
        case -2_011: self = .refused(OrderRefusal(.notFound, reply.words))
        case -2_013, -2_026: self = .notFound
        default:
            // The API itself, not a firewall, says that the key may not: with a code in its words.
            let isForbidden = reply.status == 401 || reply.status == 403
            self = isForbidden ? .refused(OrderRefusal(.authentication, reply.words)) : .unsure
        }
    }

    /// Which filter an order has failed ("Filter failure: LOT_SIZE").
    private static func filter(_ message: String) -> OrderRefusal.Kind {
        let kinds: [(String, OrderRefusal.Kind)] = [
            ("PERCENT_PRICE", .priceBand), ("PRICE_FILTER", .tick), ("LOT_SIZE", .lot), ("NOTIONAL", .minimumNotional),
            ("MAX_NUM", .tooManyOrders), ("MAX_POSITION", .other),
        ]
        return kinds.first { contains(message, $0.0) }?.1 ?? .other
    }

    /// What the engine has refused an order for.
    private static func engine(_ reply: BinanceReply) -> BinanceVerdict {
        if contains(reply.message, "Duplicate") || contains(reply.message, "duplicate") { return .found }
        let kinds: [(String, OrderRefusal.Kind)] = [
            ("insufficient balance", .insufficientBalance), ("immediately match", .wouldTake),
            ("Market is closed", .marketClosed), ("disabled on this account", .authentication),
            ("not enabled", .authentication), ("not permitted", .authentication),
        ]
        return .refused(OrderRefusal(kinds.first { contains(reply.message, $0.0) }?.1 ?? .other, reply.words))
    }

    private static func contains(_ text: String, _ part: String) -> Bool {
        WireText.contains(text, part)
    }
}
