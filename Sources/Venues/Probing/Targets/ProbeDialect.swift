import Books
public import Venues

/// What the probe says to a venue and reads from it: one conformance a venue.
public protocol ProbeDialect: Sendable {
    /// The time in the body of a REST answer; nil where there is none.
    func time(inAnswer body: JSONValue) -> TimeAnswer?

    /// Header lines that a REST question needs.
    var headers: [HTTPHeader] { get }

    /// The texts that begin the streams of a socket; empty where the path does that already.
    func subscriptions(role: String) -> [String]

    /// A question in the venue's own messages that its own machines have to answer, marked with `number`; nil where a
    /// socket of that role takes none.
    func question(role: String, number: Int) -> String?

    /// What a text message says.
    func read(_ message: JSONValue) -> [ProbeMessage]

    /// What a text that is not JSON says.
    func read(plain text: String) -> [ProbeMessage]
}

/// What a message over a socket means to the probe.
public enum ProbeMessage: Sendable, Hashable {
    /// The answer to a question, with the venue's clock if it tells it; the oldest one where it has no number.
    case answer(number: Int?, time: TimeAnswer?)
    /// An event of a market stream.
    case event(StreamEvent)
    /// The venue refuses something, in its own words.
    case refusal(String)
}

extension ProbeDialect {
    public var headers: [HTTPHeader] { [] }

    public func read(plain text: String) -> [ProbeMessage] { [] }
}

extension ProbeVenue {
    /// How it is spoken to about `pair`.
    public func dialect(_ pair: ProbePair) -> any ProbeDialect {
        switch self {
        case .binance: BinanceProbeDialect(pair: pair)
        case .kraken: KrakenProbeDialect(pair: pair)
        case .coinbase: CoinbaseProbeDialect(pair: pair)
        case .okx: OKXProbeDialect(pair: pair)
        case .bybit: BybitProbeDialect(pair: pair)
        case .bitstamp: BitstampProbeDialect(pair: pair)
        }
    }
}
