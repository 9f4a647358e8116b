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
        switch dialect {
        case .binanceSpot, .binanceFutures:
            let market: BinanceMarket = dialect == .binanceSpot ? .spot : .usdMargined
            return play(BinanceSession(feed: feed, market: market, stream: host, rest: host), seed, hasConnections)
        case .kraken:
            let depth = depth ?? KrakenSession.defaultDepth
            return play(KrakenSession(feed: feed, stream: host, depth: depth), seed, hasConnections)
        case .krakenClassic:
            return play(RecordedBookSession<KrakenClassicDialect>(feed: feed, host: host), seed, hasConnections)
        case .coinbase:
            return play(RecordedBookSession<CoinbaseDialect>(feed: feed, host: host), seed, hasConnections)
        case .okx:
            return play(RecordedBookSession<OKXDialect>(feed: feed, host: host), seed, hasConnections)
        case .bybit:
            return play(RecordedBookSession<BybitDialect>(feed: feed, host: host), seed, hasConnections)
        case .bitstamp:
            return play(RecordedBookSession<BitstampDialect>(feed: feed, host: host), seed, hasConnections)
        case .bitfinex:
            return play(RecordedBookSession<BitfinexDialect>(feed: feed, host: host), seed, hasConnections)
        }

        func play(
            _ session: (some MarketDataSession)?,
            _ seed: UInt64,
            _ hasConnections: Bool
        ) -> (any ReplayFeed)? {
            guard let session else { return nil }
            return SessionReplayFeed(
                venue: venue,
                session: session,
                seed: seed ^ UInt64(slot),
                offset: Price(units: offset),
                count: connections,
                hasConnections: hasConnections
            )
        }
    }
}
