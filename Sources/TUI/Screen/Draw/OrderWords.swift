import Books

/// What orders' states are called, everywhere on the screen, and how they look.
enum OrderWords {
    /// The word for a state, at most nine letters.
    static func state(_ phase: OrderPhaseView) -> Text {
        switch phase {
        case .sent: "sent"
        case .working: "working"
        case .partial: "partial"
        case .filled: "filled"
        case .cancelled: "canceled"
        case .rejected: "rejected"
        case .denied: "held back"
        case .unknown: "UNKNOWN"
        }
    }

    /// The role of the word.
    static func role(_ phase: OrderPhaseView) -> Role {
        switch phase {
        case .sent: .orderSent
        case .working, .partial: .textStrong
        case .filled, .cancelled: .orderDone
        case .denied: .textDim
        case .rejected, .unknown: .orderBad
        }
    }

    /// `buy` or `sell`.
    static func side(_ side: TradeSide) -> Text {
        switch side {
        case .buy: "buy"
        case .sell: "sell"
        }
    }

    /// The role of a side's word.
    static func role(_ side: TradeSide) -> Role {
        switch side {
        case .buy: .bidPrice
        case .sell: .askPrice
        }
    }
}
