import Books

/// What an error of Kraken's says about the request that it answers.
enum KrakenVerdict: Sendable, Equatable {
    /// The request was refused for certain.
    case refused(OrderRefusal)
    /// The order's name is taken: the order is there already.
    case found
    /// The request may have been carried out.
    case unsure

    /// The texts that are definitive refusals, by how they begin (Kraken's list of errors, by meaning).
    private static let refusals: [(String, OrderRefusal.Kind)] = [
        ("EOrder:Insufficient funds", .insufficientBalance), ("EOrder:Insufficient margin", .insufficientBalance),
        ("EOrder:Order minimum not met", .lot), ("EOrder:Cost minimum not met", .minimumNotional),
        ("EOrder:Tick size check failed", .tick), ("EOrder:Invalid price", .priceBand),
        ("EOrder:Orders limit exceeded", .tooManyOrders), ("EOrder:Post only order", .wouldTake),
        ("EOrder:Unknown order", .notFound), ("EOrder:Invalid order", .notFound),
        ("EOrder:Rate limit exceeded", .throttled), ("EOrder:Domain rate limit exceeded", .throttled),
        ("EAPI:Rate limit exceeded", .throttled), ("EGeneral:Too many requests", .throttled),
        ("EGeneral:Temporary lockout", .throttled), ("EService:Throttled", .throttled),
        ("EService:Market in", .marketClosed), ("EService:Deadline elapsed", .late),
        ("EQuery:Unknown asset pair", .unknownInstrument), ("EGeneral:Invalid arguments", .other),
        ("EAPI:Invalid key", .authentication), ("EAPI:Invalid signature", .authentication),
        ("EAPI:Invalid nonce", .authentication), ("EAPI:Invalid token", .authentication),
        ("ESession:Invalid session", .authentication), ("EGeneral:Permission denied", .authentication),
        ("EAuth:", .authentication),
    ]

    /// Reads an error: what is not on the venue's list of definitive refusals is in doubt.
    init(_ reply: KrakenReply) {
        if reply.status == 429 {
            self = .refused(OrderRefusal(.throttled, reply.words))
            return
        }
        guard reply.status == 200, !reply.error.isEmpty else {
            self = .unsure
            return
        }
        let small = String(decoding: reply.error.utf8.map(\.lowercased), as: UTF8.self)
        if WireText.contains(small, "duplicate") || WireText.contains(small, "not unique") {
            self = .found
            return
        }
        let kind = Self.refusals.first { reply.error.hasPrefix($0.0) }?.1
        self = kind.map { .refused(OrderRefusal($0, reply.words)) } ?? .unsure
    }
}
