import Books
import Testing
import Venues

/// Rules and halts: what the venue says about the pair and about itself.
@Suite("Kraken: rules and halts")
struct KrakenListingTests {
    @Test("Tick, lot and least notional come in the console's units, exponents included")
    func rules() throws {
        var (bench, _) = try KrakenBench.live()
        bench.receive(KrakenBench.instrument(type: "snapshot"))
        // Price units of 10^-2 and quantity units of 10^-9: half a dollar is 0.5 x 10^11.
        let listing = VenueListing(
            tick: Price(units: 10),
            lot: Quantity(units: 10),
            minimumNotional: Notional(units: 50_000_000_000),
            minimumQuantity: Quantity(units: 50_000)
        )
        #expect(bench.listings == [listing])
        #expect(bench.states.isEmpty)
        bench.receive(KrakenBench.instrument(costMin: "null"))
        #expect(bench.listings.first?.minimumNotional == .zero)
        bench.receive(KrakenBench.instrument(symbol: "ETH/EUR"))
        #expect(bench.effects.market.isEmpty)
    }

    @Test("A least notional beyond every order does not overflow")
    func hugeNotional() throws {
        let feed = KrakenBench.feed(priceDecimals: 18, quantityDecimals: 18)
        var bench = SessionBench(try KrakenBench.session(feed: feed))
        bench.connect()
        bench.receive(KrakenBench.instrument(costMin: "46116860184.0"))
        #expect(bench.listings.first?.minimumNotional == Notional(units: .max))
    }

    @Test("A pair that the venue does not list ends the connection with a sentence")
    func unlisted() throws {
        var bench = try KrakenBench.connected()
        bench.receive(KrakenBench.instrument(type: "snapshot", symbol: "ETH/EUR"))
        #expect(bench.disconnect == .refused("Kraken does not list BTC/USD: check the symbol"))
        bench.receive(
            #"{"error":"Currency pair not supported BTC/USD","method":"subscribe","success":false,"symbol":"BTC/USD"}"#
        )
        #expect(bench.disconnect == .refused("Kraken refused a request: Currency pair not supported BTC/USD"))
    }

    @Test(
        "Rules that are finer than the console's units end the connection with a sentence",
        arguments: [("0.001", "1e-8"), ("0.1", "1e-10"), ("0", "1e-8"), ("null", "1e-8"), ("0.1", "-1")]
    )
    func finer(tick: String, lot: String) throws {
        var bench = try KrakenBench.connected()
        bench.receive(KrakenBench.instrument(tick: tick, lot: lot))
        let cause = "Kraken's tick or lot of BTC/USD is finer than the console's units: configure finer units"
        #expect(bench.disconnect == .refused(cause))
        #expect(bench.listings.isEmpty)
    }

    @Test(
        "While the venue or the pair is restricted the market is halted, and after it the book comes anew",
        arguments: [
            (KrakenBench.status("maintenance"), KrakenBench.status("online")),
            (KrakenBench.status("cancel_only"), KrakenBench.status("online")),
            (KrakenBench.instrument(status: "post_only"), KrakenBench.instrument()),
            (KrakenBench.instrument(status: "delisted"), KrakenBench.instrument()),
        ]
    )
    func halted(restriction: String, end: String) throws {
        var (bench, venue) = try KrakenBench.live()
        bench.receive(restriction)
        #expect(bench.states == [.halted])
        bench.receive(restriction)
        #expect(bench.states.isEmpty)
        bench.receive(venue.update(bids: [("100.5", "1.00000000")]))
        #expect(bench.books.count == 1)
        bench.receive(end)
        #expect(bench.states == [.resyncing(.requested)])
        #expect(bench.sent == [KrakenSessionTests.unsubscribe, KrakenSessionTests.subscribe])
        bench.receive(venue.snapshot(bids: [("99.0", "1.00000000")], asks: []))
        #expect(bench.states == [.live])
    }

    @Test("The end of one restriction does not end the other", arguments: [true, false])
    func both(pairFirst: Bool) throws {
        var (bench, _) = try KrakenBench.live()
        let pair = (KrakenBench.instrument(status: "cancel_only"), KrakenBench.instrument())
        let system = (KrakenBench.status("maintenance"), KrakenBench.status("online"))
        let (first, second) = pairFirst ? (pair, system) : (system, pair)
        bench.receive(first.0)
        #expect(bench.states == [.halted])
        bench.receive(second.0)
        #expect(bench.states.isEmpty)
        bench.receive(first.1)
        #expect(bench.states.isEmpty)
        bench.receive(second.1)
        #expect(bench.states == [.resyncing(.requested)])
    }

    @Test("A snapshot during a halt makes a book, but no live one")
    func snapshotInHalt() throws {
        var bench = try KrakenBench.connected()
        bench.receive(KrakenBench.status("maintenance"))
        #expect(bench.states == [.halted])
        var venue = KrakenBench.Venue(depth: 10)
        bench.receive(venue.snapshot(bids: [("99.0", "1.00000000")], asks: []))
        #expect(bench.states == [.halted])
        #expect(bench.books.count == 1)
    }
}
