import Books
import Simulator
import Strategy
import Testing
import Venues

/// One seeded schedule of faults, from the first connection to the healed feed.
enum Schedule {
    /// How long faults strike.
    static let faultSpan = TimeSpan.seconds(20)
    /// How long a feed may take to be live after the last fault: a venue that was distrusted is left alone for a minute.
    static let healingBound = TimeSpan.seconds(75)
    /// How long it is watched after that.
    static let quietSpan = TimeSpan.seconds(3)

    private static let instrument = Instrument(
        base: "ETH",
        quote: "USDT",
        priceUnit: DecimalUnit(decimals: 2),
        quantityUnit: DecimalUnit(decimals: 8)
    )

    /// Plays a seed: even ones against Binance, odd ones against Kraken, every other pair with two connections.
    static func play(_ seed: UInt64) throws -> Findings {
        let count = seed / 2 % 2 == 0 ? 1 : 2
        let host = try #require(Endpoint(host: "venue.example", port: 443, isSecure: true, path: "/"))
        let venue = VenueID(slot: 0)
        if seed % 2 == 0 {
            let feed = FeedInstrument(venue: venue, instrument: instrument, symbol: "ETHUSDT")
            let session = try #require(BinanceSession(feed: feed, market: .spot, stream: host, rest: host))
            var world = VirtualVenue(seed: seed, count: count, session: session, isNumbered: true) {
                BinanceExchange(listed("ETHUSDT"), opening: $0)
            }
            return run(&world)
        }
        let feed = FeedInstrument(venue: venue, instrument: instrument, symbol: "ETH/USDT")
        let session = try #require(KrakenSession(feed: feed, stream: host))
        var world = VirtualVenue(seed: seed, count: count, session: session, isNumbered: false) {
            KrakenExchange(listed("ETH/USDT"), opening: $0)
        }
        return run(&world)
    }

    private static func run<Exchange, Session>(_ world: inout VirtualVenue<Exchange, Session>) -> Findings {
        world.start()
        world.run(until: world.now + faultSpan)
        world.plan = FaultPlan()
        world.refusesUntil = world.now
        for slot in world.lines.indices {
            world.lines[slot].stalledUntil = world.now
        }
        let healed = world.now
        world.run(until: healed + healingBound) { $0.trader.venues[0].state.isLive }
        world.findings.healing = world.trader.venues[0].state.isLive ? world.now - healed : nil
        world.run(until: world.now + quietSpan)
        return world.findings
    }

    private static func listed(_ symbol: String) -> ExchangeInstrument {
        ExchangeInstrument(
            symbol: symbol,
            base: "ETH",
            quote: "USDT",
            priceUnit: DecimalUnit(decimals: 2),
            quantityUnit: DecimalUnit(decimals: 8),
            tick: Price(units: 1),
            lot: Quantity(units: 1),
            minimumQuantity: Quantity(units: 1),
            minimumNotional: Notional(units: 1)
        )
    }
}
