import Books
import Testing
import Venues

typealias BinanceOrderBench = ExecutionBench<BinanceExecution>

extension ExecutionBench where Session == BinanceExecution {
    static func binance(_ kind: SignatureKind = .hmac) throws -> Self {
        let stream = try #require(Endpoint(host: "ws-api.example.com", port: 443, isSecure: true, path: "/"))
        let rest = try #require(Endpoint(host: "api.example.com", port: 443, isSecure: true, path: "/"))
        return Self(
            try #require(
                BinanceExecution(feed: feed("ETHUSDT"), stream: stream, rest: rest, signer: CanarySigner(kind: kind))
            )
        )
    }

    /// A bench whose private stream is up.
    static func ready(_ kind: SignatureKind = .hmac) throws -> Self {
        var bench = try binance(kind)
        try bench.bringUp()
        bench.events.removeAll()
        return bench
    }

    mutating func bringUp() throws {
        give(.opened)
        let time = try nextText()
        #expect(time["method"]?.string == "time")
        answer(time, #"{"serverTime":\#(wall.nanoseconds / 1_000_000)}"#)
        let subscribe = try nextText()
        #expect(subscribe["method"]?.string == "userDataStream.subscribe.signature")
        answer(subscribe, #"{"subscriptionId":0}"#)
        let commission = try nextText()
        answer(commission, #"{"symbol":"ETHUSDT","standardCommission":{"maker":"0.00100000","taker":"0.00100000"}}"#)
    }

    mutating func answer(_ request: JSONValue, _ result: String) {
        say(#"{"id":\#(request["id"]?.integer ?? 0),"status":200,"result":\#(result)}"#)
    }

    mutating func refuse(_ request: JSONValue, _ status: Int, _ code: Int, _ words: String, _ data: String = "{}") {
        let error = #"{"code":\#(code),"msg":"\#(words)","data":\#(data)}"#
        say(#"{"id":\#(request["id"]?.integer ?? 0),"status":\#(status),"error":\#(error)}"#)
    }

    /// Gives an order and reads its bytes.
    mutating func submit(_ match: UInt64) throws -> JSONValue {
        let count = orders.count
        command(.submit(order(match)))
        try #require(orders.count == count + 1)
        return try JSONValue(text: orders[count].text)
    }

    /// An order in the words of an answer.
    static func words(_ match: UInt64, _ status: String, executed: String, fills: String = "[]") -> String {
        """
        {"symbol":"ETHUSDT","orderId":\(900 + match),"clientOrderId":"\(id(match).text)","transactTime":1790000000005,\
        "price":"2500.10","origQty":"0.50000000","executedQty":"\(executed)","status":"\(status)","side":"BUY",\
        "type":"LIMIT","timeInForce":"IOC","fills":\(fills)}
        """
    }

    static var fillWords: String {
        #"[{"price":"2500.00","qty":"0.20000000","commission":"0.0002","commissionAsset":"ETH","tradeId":77}]"#
    }

    static func report(_ match: UInt64, _ kind: String, _ status: String, executed: String, _ more: String = "")
        -> String
    {
        """
        {"subscriptionId":0,"event":{"e":"executionReport","E":1790000000006,"s":"ETHUSDT","c":"\(id(match).text)","S":"BUY",\
        "q":"0.5","p":"2500.10","C":"","x":"\(kind)","X":"\(status)","r":"NONE","i":\(900 + match),"z":"\(executed)"\(more)}}
        """
    }

    static var tradeWords: String {
        #","l":"0.20000000","L":"2500.00","n":"0.0002","N":"ETH","T":1790000000005,"t":77,"I":1"#
    }

    static var fill: OrderFill {
        OrderFill(
            trade: TradeID("77"),
            quantity: Quantity(units: 20_000_000),
            price: Price(units: 250_000),
            fee: Fee(asset: .base, units: 200_000_000),
            exchangeTime: WallTime(nanoseconds: 1_790_000_000_005_000_000)
        )
    }
}
