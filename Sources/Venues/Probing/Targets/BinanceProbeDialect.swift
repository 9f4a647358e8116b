import Books
import Venues

/// Binance Spot: `time` over the WebSocket API, trades with event times, book tickers with update numbers.
struct BinanceProbeDialect: ProbeDialect {
    /// The market that is listened to.
    let pair: ProbePair

    let headers = [HTTPHeader("X-MBX-TIME-UNIT", "MICROSECOND")]

    func time(inAnswer body: JSONValue) -> TimeAnswer? {
        WireTime.milliOrMicro(body["serverTime"]).map { TimeAnswer($0.time, resolution: $0.unit) }
    }

    /// The streams are named in the path.
    func subscriptions(role: String) -> [String] { [] }

    func question(role: String, number: Int) -> String? {
        role == "orders" ? #"{"id":\#(number),"method":"time"}"# : nil
    }

    func read(_ message: JSONValue) -> [ProbeMessage] {
        if let id = message["id"] {
            guard message["status"]?.integer == 200, let result = message["result"] else {
                return [.refusal(message["error"]?["msg"]?.string ?? "no result")]
            }
            return [.answer(number: id.integer.flatMap { Int(exactly: $0) }, time: time(inAnswer: result))]
        }
        let data = message["data"] ?? message
        if data["e"]?.string == "trade", let number = data["t"]?.decimalText.flatMap({ UInt64($0) }) {
            let stamp = WireTime.milliOrMicro(data["E"])?.time
            return [.event(StreamEvent(stream: "trade", sequence: number, stamp: stamp))]
        }
        if data["e"] == nil, data["B"] != nil, let number = data["u"]?.decimalText.flatMap({ UInt64($0) }) {
            return [.event(StreamEvent(stream: "bookTicker", sequence: number, stamp: nil))]
        }
        return []
    }
}
