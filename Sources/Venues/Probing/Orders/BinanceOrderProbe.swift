public import Books
public import Venues

/// Orders over Binance's WebSocket API: `order.test`, or `order.place` and `order.cancel`, each request signed.
///
/// The signed text is all parameters in the order of their names (section "Request security" of the WebSocket API).
public struct BinanceOrderProbe: OrderProbe {
    private let trial: OrderTrial
    private let symbol: String
    private let key: String
    private let sign: @Sendable ([UInt8]) -> String

    /// Orders of `trial` in `pair` with an API key; `sign` gives the HMAC-SHA256 of a text in hexadecimal.
    public init(_ trial: OrderTrial, pair: ProbePair, key: String, sign: @escaping @Sendable ([UInt8]) -> String) {
        self.trial = trial
        symbol = pair.joined
        self.key = key
        self.sign = sign
    }

    public func order(number: Int, at time: WallTime) -> String {
        let parameters = [
            ("apiKey", key), ("newClientOrderId", Self.client(number)), ("price", trial.price),
            ("quantity", trial.size),
            ("recvWindow", "5000"), ("side", "BUY"), ("symbol", symbol), ("timeInForce", "GTC"),
            ("timestamp", Self.milliseconds(time)), ("type", "LIMIT"),
        ]
        let method = trial.kind == .test ? "order.test" : "order.place"
        return request("o\(number)", method, parameters)
    }

    public func outcome(of message: JSONValue) -> OrderOutcome? {
        guard let id = message["id"]?.string else { return nil }
        if id.hasPrefix("c") { return .nothing }
        guard id.hasPrefix("o"), let number = Int(id.dropFirst()) else { return nil }
        if message["status"]?.integer == 200 { return .acknowledged(number) }
        return .refused(message["error"]?["msg"]?.string ?? "no reason given")
    }

    public func afterword(to message: JSONValue, at time: WallTime) -> String? {
        guard trial.kind == .place, case .acknowledged(let number)? = outcome(of: message) else { return nil }
        let parameters = [
            ("apiKey", key), ("origClientOrderId", Self.client(number)), ("recvWindow", "5000"), ("symbol", symbol),
            ("timestamp", Self.milliseconds(time)),
        ]
        return request("c\(number)", "order.cancel", parameters)
    }

    private func request(_ id: String, _ method: String, _ parameters: [(String, String)]) -> String {
        let signed = parameters.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
        let all = parameters + [("signature", sign(Array(signed.utf8)))]
        let members = all.map { name, value in
            // Two of them are numbers; the others are texts.
            name == "timestamp" || name == "recvWindow"
                ? JSONValue.Member(name: name, value: .number(value)) : .init(name: name, value: .string(value))
        }
        return JSONValue.members(["id": .string(id), "method": .string(method), "params": .object(members)]).text
    }

    private static func client(_ number: Int) -> String { "rung-probe-\(number)" }

    private static func milliseconds(_ time: WallTime) -> String { String(time.nanoseconds / 1_000_000) }
}
