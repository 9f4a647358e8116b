/// The market whose streams are listened to and in which orders are tried.
public struct ProbePair: Sendable, Hashable {
    /// What is traded.
    public let base: String
    /// What it is paid in.
    public let quote: String

    /// The pair BASE/QUOTE, as `BTC/USDT`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        // It becomes part of paths and messages.
        let isPlain = parts.allSatisfy { part in
            (1...12).contains(part.utf8.count)
                && part.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }
        }
        guard parts.count == 2, isPlain else { return nil }
        base = String(parts[0])
        quote = String(parts[1])
    }

    private init(base: String, quote: String) {
        self.base = base
        self.quote = quote
    }

    /// The venue's busiest market, whose trades come often enough to be timed.
    public static func busiest(at venue: ProbeVenue) -> ProbePair {
        switch venue {
        case .binance, .okx, .bybit: ProbePair(base: "BTC", quote: "USDT")
        case .kraken, .coinbase, .bitstamp: ProbePair(base: "BTC", quote: "USD")
        }
    }

    /// `BTCUSDT`.
    var joined: String { base + quote }
    /// `BTC-USDT`.
    var hyphenated: String { "\(base)-\(quote)" }
    /// `BTC/USDT`.
    public var text: String { "\(base)/\(quote)" }
}
