import Books

extension ExchangeOrder {
    /// Kraken's word for what became of it, over REST.
    var krakenStatus: String {
        switch state {
        case .open: "open"
        case .filled: "closed"
        case .cancelled, .expired, .selfTrade: "canceled"
        }
    }

    /// Kraken's word for what became of it, in executions.
    var krakenExecutionStatus: String {
        switch state {
        case .open: filled == 0 ? "new" : "partially_filled"
        case .filled: "filled"
        case .cancelled, .expired, .selfTrade: "canceled"
        }
    }

    /// Why it ended.
    var krakenReason: String {
        switch state {
        case .open, .filled: ""
        case .cancelled: "User requested"
        case .expired: lifetime == .fillOrKill ? "Fill or kill" : "Immediate or cancel"
        case .selfTrade: "Self trade prevention"
        }
    }
}

extension OrderTicket.Kind {
    /// Kraken's word for it.
    var krakenName: String {
        switch self {
        case .limit, .postOnly: "limit"
        case .market: "market"
        }
    }
}

extension OrderTicket.Lifetime {
    /// Kraken's word for it, in executions.
    var krakenName: String {
        switch self {
        case .untilCancelled: "GTC"
        case .immediateOrCancel: "IOC"
        case .fillOrKill: "FOK"
        }
    }
}

extension TradeSide {
    /// Kraken's word for it.
    var krakenName: String { self == .buy ? "buy" : "sell" }
}
