/// One client's WebSocket at the simulated Binance.
struct BinanceConnection: Sendable {
    /// The streams as the client named them, unknown ones included.
    private(set) var names: [String] = []
    /// Those of them that exist.
    private(set) var streams: BinanceStreams = []
    /// The form of its events.
    var form: BinanceForm
    /// Its pings and its end.
    var keepAlive: BinanceKeepAlive
    /// Its message rate.
    var rate = BinanceMessageRate()

    /// How many streams one connection may have.
    static let streamLimit = 1_024

    /// A connection without streams.
    init(form: BinanceForm, keepAlive: BinanceKeepAlive) {
        self.form = form
        self.keepAlive = keepAlive
    }

    /// Adds streams; false, and nothing added, if they would be too many.
    mutating func subscribe(_ wanted: [String], symbol: String) -> Bool {
        var added: [String] = []
        for name in wanted where !names.contains(name) && !added.contains(name) { added.append(name) }
        guard names.count + added.count <= Self.streamLimit else { return false }
        names += added
        for name in added { insert(name, symbol) }
        return true
    }

    /// Takes streams away; those that it does not have are ignored.
    mutating func unsubscribe(_ unwanted: [String], symbol: String) {
        names.removeAll { unwanted.contains($0) }
        streams = []
        for name in names { insert(name, symbol) }
    }

    private mutating func insert(_ name: String, _ symbol: String) {
        if let stream = BinanceStream(name, symbol: symbol) { streams.insert(BinanceStreams(stream)) }
    }
}
