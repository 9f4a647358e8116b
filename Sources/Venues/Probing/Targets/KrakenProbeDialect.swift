import Books
import Venues

/// Kraken v2: `ping` with the gateway's times in and out, trades with engine times.
struct KrakenProbeDialect: ProbeDialect {
    /// The market that is listened to.
    let pair: ProbePair

    /// Whole seconds: too coarse for a delay, but a sign of life that its own machines give.
    func time(inAnswer body: JSONValue) -> TimeAnswer? {
        WireTime.count(body["result"]?["unixtime"], unit: .seconds(1)).map { TimeAnswer($0, resolution: .seconds(1)) }
    }

    func subscriptions(role: String) -> [String] {
        role == "stream"
            ? [#"{"method":"subscribe","params":{"channel":"trade","symbol":["\#(pair.text)"],"snapshot":false}}"#] : []
    }

    func question(role: String, number: Int) -> String? {
        #"{"method":"ping","req_id":\#(number)}"#
    }

    func read(_ message: JSONValue) -> [ProbeMessage] {
        if message["method"]?.string == "pong" {
            let number = message["req_id"]?.integer.flatMap { Int(exactly: $0) }
            return [.answer(number: number, time: Self.times(message))]
        }
        if message["success"]?.bool == false { return [.refusal(message["error"]?.string ?? "no reason given")] }
        guard message["channel"]?.string == "trade", message["type"]?.string == "update" else { return [] }
        return (message["data"]?.array ?? []).compactMap { trade in
            guard let number = trade["trade_id"]?.decimalText.flatMap({ UInt64($0) }) else { return nil }
            let stamp = WireTime.written(trade["timestamp"])
            return .event(StreamEvent(stream: "trade", sequence: number, stamp: stamp))
        }
    }

    /// The gateway's clock when it took a request and when it answered.
    static func times(_ message: JSONValue) -> TimeAnswer? {
        guard let taken = WireTime.written(message["time_in"]), let given = WireTime.written(message["time_out"]) else {
            return nil
        }
        return TimeAnswer(taken: taken, given: given, resolution: TimeSpan(nanoseconds: 1_000))
    }
}
