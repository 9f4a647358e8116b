public import Books
public import Venues

/// Orders over Binance's WebSocket API: `order.test`, or `order.place` and `order.cancel`, each request signed.
public struct BinanceOrderProbe: OrderProbe {
    private let trial: OrderTrial
    private let symbol: String
    private let signer: any RequestSigner

    /// Orders of `trial` in `pair`, signed by `signer`.
    public init(_ trial: OrderTrial, pair: ProbePair, signer: any RequestSigner) {
        self.trial = trial
        symbol = pair.joined
        self.signer = signer
    }

    public func order(number: Int, at time: WallTime) -> String {
        var parameters = BinanceParameters()
        parameters.add("newClientOrderId", Self.client(number))
        parameters.add("price", trial.price)
        parameters.add("quantity", trial.size)
        parameters.add("side", "BUY")
        parameters.add("timeInForce", "GTC")
        parameters.add("type", "LIMIT")
        return request("o\(number)", trial.kind == .test ? "order.test" : "order.place", &parameters, time)
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
        var parameters = BinanceParameters()
        parameters.add("origClientOrderId", Self.client(number))
        return request("c\(number)", "order.cancel", &parameters, time)
    }

    private func request(
        _ id: String,
        _ method: String,
        _ parameters: inout BinanceParameters,
        _ time: WallTime
    ) -> String {
        parameters.add("apiKey", signer.key)
        parameters.add("recvWindow", Int64(5_000))
        parameters.add("symbol", symbol)
        parameters.add("timestamp", time.nanoseconds / 1_000_000)
        let signature = BinanceSigning.streamText(of: parameters.streamPayload, by: signer)
        return #"{"id":"\#(id)","method":"\#(method)","params":\#(parameters.object(signature: signature))}"#
    }

    private static func client(_ number: Int) -> String { "rung-probe-\(number)" }
}
