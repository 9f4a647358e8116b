import Books
import Venues

/// Coinbase: `matches` of the Exchange feed, which are not gathered; Advanced Trade gathers trades for 250 ms.
struct CoinbaseProbeDialect: ProbeDialect {
    /// The market that is listened to.
    let pair: ProbePair

    /// Answers may come from a cache for a second unless this is asked for.
    let headers = [HTTPHeader("Cache-Control", "no-cache")]

    func time(inAnswer body: JSONValue) -> TimeAnswer? {
        WireTime.count(body["epochMillis"], unit: .milliseconds(1)).map {
            TimeAnswer($0, resolution: .milliseconds(1))
        }
    }

    func subscriptions(role: String) -> [String] {
        switch role {
        case "stream": [#"{"type":"subscribe","product_ids":["\#(pair.hyphenated)"],"channels":["matches"]}"#]
        case "advanced": [#"{"type":"subscribe","channel":"heartbeats"}"#]
        default: []
        }
    }

    /// It has none: the probe pings by WebSocket frames.
    func question(role: String, number: Int) -> String? { nil }

    func read(_ message: JSONValue) -> [ProbeMessage] {
        switch message["type"]?.string {
        case "error":
            return [.refusal(message["message"]?.string ?? "no reason given")]
        case "match":
            guard let number = message["trade_id"]?.decimalText.flatMap({ UInt64($0) }) else { return [] }
            return [.event(StreamEvent(stream: "trade", sequence: number, stamp: WireTime.written(message["time"])))]
        default:
            return []
        }
    }
}
