import Books

/// Binance's words for what is wrong with an order (Errors, Filters).
extension BinanceRefusal {
    /// The key is not known.
    static let unknownKey = Self(
        status: 401,
        code: -2_015,
        message: "Invalid API-key, IP, or permissions for action."
    )
    /// The signature is another one.
    static let badSignature = Self(status: 400, code: -1_022, message: "Signature for this request is not valid.")
    /// The symbol is not traded.
    static let badSymbol = Self(status: 400, code: -1_121, message: "Invalid symbol.")
    /// There is no such order.
    static let noSuchOrder = Self(status: 400, code: -2_013, message: "Order does not exist.")
    /// An order cannot be cancelled.
    static let unknownOrder = Self(status: 400, code: -2_011, message: "Unknown order sent.")
    /// It is not known what became of an order.
    static let timeout = Self(
        status: 504,
        code: -1_007,
        message: "Timeout waiting for response from backend server. Send status unknown; execution status unknown."
    )
    /// The gateway fails.
    static let unavailable = Self(
        status: 503,
        code: -1_000,
        message: "An unknown error occurred while processing the request."
    )

    /// A filter of the symbol refuses an order.
    static func filter(_ name: String) -> Self {
        Self(status: 400, code: -1_013, message: "Filter failure: \(name)")
    }

    /// The engine refuses an order.
    static func rejected(_ message: String) -> Self {
        Self(status: 400, code: -2_010, message: message)
    }

    /// A parameter does not go with the others.
    static func notRequired(_ name: String) -> Self {
        Self(status: 400, code: -1_106, message: "Parameter '\(name)' sent when not required.")
    }

    /// All is refused for a while.
    static func banned(for span: TimeSpan) -> Self {
        let message = "Way too much request weight used; IP banned. Please use WebSocket Streams for live updates."
        return Self(status: 418, code: -1_003, message: message, wait: span)
    }

    /// Requests come too often.
    static func tooMany(for span: TimeSpan) -> Self {
        let message = "Too many requests; please use WebSocket Streams for live updates to avoid polling the API."
        return Self(status: 429, code: -1_003, message: message, wait: span)
    }

    /// Requests weigh too much together.
    static func tooMuchWeight(for span: TimeSpan) -> Self {
        let message =
            "Too much request weight used; current limit is \(BinanceWeights.limit) request weight per 1 MINUTE. "
            + "Please use WebSocket Streams for live updates to avoid polling the API."
        return Self(status: 429, code: -1_003, message: message, wait: span)
    }

    /// Orders come too often.
    static func tooManyOrders(for span: TimeSpan) -> Self {
        let message = "Too many new orders; current limit is \(BinanceOrderRate.tenSecondLimit) orders per 10 SECOND."
        return Self(status: 429, code: -1_015, message: message, wait: span)
    }

    /// What the engine's refusal is called here.
    init(_ refusal: EngineRefusal) {
        self =
            switch refusal {
            case .insufficientFunds: .rejected("Account has insufficient balance for requested action.")
            case .wouldTake: .rejected("Order would immediately match and take.")
            case .duplicateID: .rejected("Duplicate order sent.")
            }
    }
}
