import Books
import Venues

/// One venue of a replay: its slot's session, and how it is called.
struct ReplayVenue: Sendable, Equatable {
    /// The name in capitals.
    let name: String
    /// What it spoke.
    let dialect: ReplayDialect
    /// The venue's name of the instrument.
    let symbol: String
    /// The depth to which its book was kept; nil where it was not.
    let depth: Int?
    /// How many connections at once the recorded feed wanted.
    var connections = 1
    /// What is added to each of its prices, in the instrument's units.
    var offset: Int64 = 0

    /// Whether `other` is the same venue with the same instrument.
    func isSame(as other: ReplayVenue) -> Bool {
        name == other.name && dialect == other.dialect && symbol == other.symbol
    }

    /// The feed that plays it in `slot`; nil where the symbol cannot be streamed.
    func makeFeed(slot: Int, instrument: Instrument, seed: UInt64, hasConnections: Bool) -> (any ReplayFeed)? {
        let venue = VenueID(slot: slot)
        let feed = FeedInstrument(venue: venue, instrument: instrument, symbol: symbol)
        // Nothing is ever opened there: what comes is what was recorded.
        guard let host = Endpoint(host: "recorded.invalid", port: 443, isSecure: true, path: "/") else { return nil }
        let offset = Price(units: offset)
        let seed = seed ^ UInt64(slot)
        switch dialect {
        case .binanceSpot, .binanceFutures:
            let market: BinanceMarket = dialect == .binanceSpot ? .spot : .usdMargined
            guard let session = BinanceSession(feed: feed, market: market, stream: host, rest: host) else { return nil }
            return SessionReplayFeed(
                venue: venue,
                session: session,
                seed: seed,
                offset: offset,
                count: connections,
                hasConnections: hasConnections
            )
        case .kraken:
            guard
                let session = KrakenSession(feed: feed, stream: host, depth: depth ?? KrakenSession.defaultDepth)
            else { return nil }
            return SessionReplayFeed(
                venue: venue,
                session: session,
                seed: seed,
                offset: offset,
                count: connections,
                hasConnections: hasConnections
            )
        }
    }
}
