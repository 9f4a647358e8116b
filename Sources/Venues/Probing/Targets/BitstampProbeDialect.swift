import Books
import Venues

/// Bitstamp v2: heartbeats on request, trades with times in microseconds.
struct BitstampProbeDialect: ProbeDialect {
    /// The market that is listened to.
    let pair: ProbePair

    func time(inAnswer body: JSONValue) -> TimeAnswer? {
        WireTime.count(body["timestamp"], unit: .seconds(1)).map { TimeAnswer($0, resolution: .seconds(1)) }
    }

    func subscriptions(role: String) -> [String] {
        [#"{"event":"bts:subscribe","data":{"channel":"live_trades_\#(pair.joined.lowercased())"}}"#]
    }

    /// It carries no number: answers come in the order of the questions.
    func question(role: String, number: Int) -> String? { #"{"event":"bts:heartbeat"}"# }

    func read(_ message: JSONValue) -> [ProbeMessage] {
        switch message["event"]?.string {
        case "bts:heartbeat":
            return [.answer(number: nil, time: nil)]
        case "bts:error":
            return [.refusal(message["data"]?["message"]?.string ?? "no reason given")]
        case "trade":
            guard let data = message["data"], let number = data["id"]?.decimalText.flatMap({ UInt64($0) }) else {
                return []
            }
            let stamp = WireTime.count(data["microtimestamp"], unit: TimeSpan(nanoseconds: 1_000))
            return [.event(StreamEvent(stream: "trade", sequence: number, stamp: stamp))]
        default:
            return []
        }
    }
}
