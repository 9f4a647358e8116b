import Books

extension ExchangeOrder {
    /// The size as it is stated: nothing for an order that was sized in the quote asset and has not ended.
    var statedQuantity: Int64 { spending != nil && state == .open ? 0 : quantity == .max ? 0 : quantity }

    /// Binance's word for what became of it.
    var binanceStatus: String {
        switch state {
        case .open: filled == 0 ? "NEW" : "PARTIALLY_FILLED"
        case .filled: "FILLED"
        case .cancelled: "CANCELED"
        case .expired: "EXPIRED"
        case .selfTrade: "EXPIRED_IN_MATCH"
        }
    }
}

extension OrderTicket.Kind {
    /// Binance's word for it.
    var binanceName: String {
        switch self {
        case .limit: "LIMIT"
        case .market: "MARKET"
        case .postOnly: "LIMIT_MAKER"
        }
    }
}

extension OrderTicket.Lifetime {
    /// Binance's word for it; orders that have none show the first.
    func binanceName(of kind: OrderTicket.Kind) -> String {
        guard kind == .limit else { return "GTC" }
        return switch self {
        case .untilCancelled: "GTC"
        case .immediateOrCancel: "IOC"
        case .fillOrKill: "FOK"
        }
    }
}

extension SelfTradeRule {
    /// Binance's word for it.
    var binanceName: String {
        switch self {
        case .trade: "NONE"
        case .endTaker: "EXPIRE_TAKER"
        case .endMaker: "EXPIRE_MAKER"
        case .endBoth: "EXPIRE_BOTH"
        case .decrement: "DECREMENT"
        }
    }
}

extension TradeSide {
    /// Binance's word for it.
    var binanceName: String { self == .buy ? "BUY" : "SELL" }
}
