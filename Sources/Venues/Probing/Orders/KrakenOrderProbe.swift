public import Books
public import Venues

/// Orders over Kraken's private WebSocket with `validate`: checked and not placed.
public struct KrakenOrderProbe: OrderProbe {
    private let trial: OrderTrial
    private let symbol: String
    private let token: String

    /// Numbers of orders begin here, so that no question has the same.
    private static let base = 1 << 40

    /// Orders of `trial` in `pair`, with the token that `GetWebSocketsToken` gave.
    public init(_ trial: OrderTrial, pair: ProbePair, token: String) {
        self.trial = trial
        symbol = pair.text
        self.token = token
    }

    public func order(number: Int, at time: WallTime) -> String {
        JSONValue.members([
            "method": .string("add_order"),
            "params": .members([
                "order_type": .string("limit"), "side": .string("buy"), "symbol": .string(symbol),
                "order_qty": .number(trial.size), "limit_price": .number(trial.price), "validate": .bool(true),
                "token": .string(token),
            ]),
            "req_id": .count(Self.base + number),
        ]).text
    }

    public func outcome(of message: JSONValue) -> OrderOutcome? {
        guard message["method"]?.string == "add_order", let id = message["req_id"]?.integer,
            let number = Int(exactly: id), number >= Self.base
        else { return nil }
        if message["success"]?.bool == true { return .acknowledged(number - Self.base) }
        return .refused(message["error"]?.string ?? "no reason given")
    }

    public func afterword(to message: JSONValue, at time: WallTime) -> String? { nil }
}
