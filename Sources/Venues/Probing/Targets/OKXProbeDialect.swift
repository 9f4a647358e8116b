import Books
import Venues

/// OKX v5: the text `ping`, trades with engine times.
struct OKXProbeDialect: ProbeDialect {
    /// The market that is listened to.
    let pair: ProbePair

    func time(inAnswer body: JSONValue) -> TimeAnswer? {
        WireTime.count(body["data"]?.array?.first?["ts"], unit: .milliseconds(1)).map {
            TimeAnswer($0, resolution: .milliseconds(1))
        }
    }

    func subscriptions(role: String) -> [String] {
        [#"{"op":"subscribe","args":[{"channel":"trades","instId":"\#(pair.hyphenated)"}]}"#]
    }

    /// It carries no number: answers come in the order of the questions.
    func question(role: String, number: Int) -> String? { "ping" }

    func read(plain text: String) -> [ProbeMessage] {
        text == "pong" ? [.answer(number: nil, time: nil)] : []
    }

    func read(_ message: JSONValue) -> [ProbeMessage] {
        if message["event"]?.string == "error" { return [.refusal(message["msg"]?.string ?? "no reason given")] }
        guard message["arg"]?["channel"]?.string == "trades" else { return [] }
        return (message["data"]?.array ?? []).compactMap { trade in
            guard let number = trade["tradeId"]?.decimalText.flatMap({ UInt64($0) }) else { return nil }
            let stamp = WireTime.count(trade["ts"], unit: .milliseconds(1))
            return .event(StreamEvent(stream: "trade", sequence: number, stamp: stamp))
        }
    }
}
