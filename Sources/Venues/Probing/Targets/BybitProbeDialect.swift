import Books
import Venues

/// Bybit v5 Spot: `ping` messages, trades with engine times.
struct BybitProbeDialect: ProbeDialect {
    /// The market that is listened to.
    let pair: ProbePair

    func time(inAnswer body: JSONValue) -> TimeAnswer? {
        if let time = WireTime.count(body["result"]?["timeNano"], unit: TimeSpan(nanoseconds: 1)) {
            return TimeAnswer(time, resolution: TimeSpan(nanoseconds: 1_000))
        }
        return WireTime.count(body["time"], unit: .milliseconds(1)).map { TimeAnswer($0, resolution: .milliseconds(1)) }
    }

    func subscriptions(role: String) -> [String] {
        role == "stream" ? [#"{"op":"subscribe","args":["publicTrade.\#(pair.joined)"]}"#] : []
    }

    func question(role: String, number: Int) -> String? {
        #"{"req_id":"\#(number)","op":"ping"}"#
    }

    func read(_ message: JSONValue) -> [ProbeMessage] {
        let word = message["op"]?.string ?? ""
        if word == "ping" || word == "pong" {
            // The trade socket gives the number back under another name, or not at all.
            let text = (message["req_id"] ?? message["reqId"])?.decimalText
            return [.answer(number: text.flatMap { Int($0) }, time: nil)]
        }
        if message["success"]?.bool == false { return [.refusal(message["ret_msg"]?.string ?? "no reason given")] }
        guard message["topic"]?.string?.hasPrefix("publicTrade.") == true else { return [] }
        return (message["data"]?.array ?? []).compactMap { trade in
            guard let number = trade["seq"]?.decimalText.flatMap({ UInt64($0) }) else { return nil }
            let stamp = WireTime.count(trade["T"], unit: .milliseconds(1))
            return .event(StreamEvent(stream: "trade", sequence: number, stamp: stamp))
        }
    }
}
