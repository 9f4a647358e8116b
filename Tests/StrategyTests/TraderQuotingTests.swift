import Books
import TestKit
import Testing

@testable import Strategy

/// When the strategy quotes, when it does not and why, and what a person can do about it.
@Suite("The trader: when it quotes")
struct TraderQuotingTests {
    /// Two venues with a calm market of 24 basis points a side, which changes ten times a second of virtual time.
    private struct Market {
        var trader: Trader
        var now = MonotonicTime(nanoseconds: 1_000_000_000)
        var effects: [TraderEffect] = []
        var mid: Int64 = 1_000_000
        /// How far the second venue lies above the first.
        var shift: Int64 = 0
        private var sequence: UInt64 = 1
        private var step = 0

        init(profile: QuotingProfile = .passive, quoter: any Quoter = LadderQuoter(), warmUp: Int = 5, venues: Int = 2)
            throws
        {
            let instrument = Instrument(
                base: "ETH",
                quote: "USDT",
                priceUnit: DecimalUnit(decimals: 2),
                quantityUnit: DecimalUnit(decimals: 4)
            )
            var settings = StrategySettings(instrument: instrument, seed: 1, quoter: quoter)
            settings.warmUp = warmUp
            try settings.parameters.set("profile", to: profile.rawValue)
            trader = Trader(venueCount: 2, at: now, strategy: settings)
            var batch = MarketBatch()
            let listing = VenueListing(tick: Price(units: 1), lot: Quantity(units: 1), minimumNotional: .zero)
            for slot in 0..<2 {
                batch.append(.listing(VenueID(slot: slot), listing))
                guard slot < venues else { continue }
                batch.append(contentsOf: book(slot))
                batch.state(slot, .live)
            }
            take(batch)
        }

        var state: QuotingState? { trader.strategyView(at: now)?.state }
        var book: TraderBook { trader.traderBook }

        mutating func take(_ batch: MarketBatch) {
            effects = []
            trader.handle(batch, at: now, into: &effects)
        }

        mutating func say(_ command: OperatorCommand) {
            effects = []
            trader.handle(command, at: now, into: &effects)
        }

        /// A whole book of a venue around the middle.
        func book(_ slot: Int) -> MarketBatch {
            var batch = MarketBatch()
            let wobble = Int64(step % 3) + (slot == 1 ? shift : 0)
            batch.book(
                slot,
                .snapshot,
                sequence,
                bids: (0..<60).map { (mid - 1 - 40 * $0 + wobble, 500_000) },
                asks: (0..<60).map { (mid + 1 + 40 * $0 + wobble, 500_000) }
            )
            return batch
        }

        /// Lets time pass, with a change of both books every 100 ms unless a venue is silent.
        mutating func pass(_ span: TimeSpan, silent: Int? = nil) {
            for _ in 0..<span.milliseconds / 100 {
                now = now + .milliseconds(100)
                step += 1
                sequence += 1
                var batch = MarketBatch()
                for slot in 0..<2 where slot != silent { batch.append(contentsOf: book(slot)) }
                take(batch)
            }
        }
    }

    @Test("Off until it is switched on; then it warms up visibly, and only then it quotes")
    func warming() throws {
        var market = try Market()
        market.pass(.seconds(1))
        #expect(market.state == .off)
        market.say(.strategyOn)
        guard case .warming(let early)? = market.state else {
            Issue.record("the strategy does not warm up but is \(String(describing: market.state))")
            return
        }
        market.pass(.seconds(2))
        guard case .warming(let later)? = market.state else {
            Issue.record("the strategy is not warm after three of five seconds")
            return
        }
        #expect((0..<100).contains(early) && later > early)
        #expect(market.book.isEmpty)
        market.pass(.seconds(5))
        #expect(market.state == .quoting)
        #expect(market.book.bids.count == 5 && market.book.asks.count == 5)
        #expect(market.book.bids[0].books[VenueID(slot: 0)] != nil)
    }

    @Test("It warms up while it is off, so that it quotes at once when it is switched on")
    func warmBefore() throws {
        var market = try Market()
        market.pass(.seconds(8))
        market.say(.strategyOn)
        #expect(market.state == .quoting)
        #expect(market.effects == [.quotingChanged(.quoting)])
    }

    @Test("Switched off, nothing of it stands in the same step, but for what is at work at a venue")
    func off() throws {
        var market = try Market()
        market.pass(.seconds(8))
        market.say(.strategyOn)
        let working = try #require(market.book.bids.first?.id)
        market.trader.traderBook.setState(.working, of: working)
        market.say(.strategyOff)
        #expect(market.state == .off)
        #expect(market.book.bids.map(\.id) == [working] && market.book.asks.isEmpty)
        #expect(market.effects == [.quotingChanged(.off)])
        market.pass(.seconds(3))
        #expect(market.book.bids.map(\.id) == [working])
    }

    @Test("Quotes of a venue's book that is no longer live or fresh are gone in the step that shows it")
    func stale() throws {
        for state in [FeedState.stale, .halted, .resyncing(.checksum)] {
            var market = try Market()
            market.pass(.seconds(8))
            market.say(.strategyOn)
            let version = market.book.version
            var batch = MarketBatch()
            batch.state(0, state)
            batch.state(1, state)
            market.take(batch)
            #expect(market.book.isEmpty)
            #expect(market.state == .noMarket)
            #expect(market.book.version == version)
        }
        var market = try Market()
        market.pass(.seconds(8))
        market.say(.strategyOn)
        // Live by its feed's word, but not heard for more than three seconds.
        market.now = market.now + .milliseconds(3_100)
        market.take(MarketBatch())
        #expect(market.book.isEmpty)
        #expect(market.state == .noMarket)
    }

    @Test("Venues too far apart take the quotes out in that step, say how far, and bring none until they have agreed")
    func decoupled() throws {
        var market = try Market(venues: 1)
        market.pass(.seconds(8), silent: 1)
        market.say(.strategyOn)
        #expect(market.state == .quoting && !market.book.isEmpty)
        // The second venue comes up 2.5 % higher: not a jump, it was never seen elsewhere.
        market.shift = 25_000
        var arrival = market.book(1)
        arrival.state(1, .live)
        market.take(arrival)
        guard case .decoupled(let apart)? = market.state else {
            Issue.record("the venues are apart, and the strategy is \(String(describing: market.state))")
            return
        }
        #expect((249...250).contains(apart))
        #expect(market.book.isEmpty)
        let version = market.book.version
        market.pass(.seconds(5))
        #expect(market.book.isEmpty && market.book.version == version)
        // It leaves: nobody disagrees any more, and after two seconds the other is quoted by.
        var batch = MarketBatch()
        batch.state(1, .stale)
        market.take(batch)
        market.pass(.milliseconds(1_500), silent: 1)
        #expect(market.book.isEmpty)
        market.pass(.milliseconds(1_000), silent: 1)
        #expect(market.state == .quoting)
        #expect(!market.book.isEmpty)
    }

    @Test("The micro-price is another fair price, warms up visibly and can be chosen while it runs")
    func microPrice() throws {
        var market = try Market()
        market.pass(.seconds(8))
        market.say(.strategyOn)
        #expect(market.state == .quoting)
        market.say(.set(name: "fair", value: "micro"))
        #expect(
            market.effects == [.parameterChanged(ParameterChange(name: "fair", before: "weighted", after: "micro"))]
        )
        market.pass(.milliseconds(100))
        guard case .warming(let early)? = market.state else {
            Issue.record("a micro-price that knows nothing yet is quoted by")
            return
        }
        #expect(market.book.isEmpty)
        market.pass(.seconds(1))
        guard case .warming(let later)? = market.state else {
            Issue.record("too few moves were enough")
            return
        }
        #expect(later > early)
        // The mid moves ten times a second.
        market.pass(.seconds(3))
        #expect(market.state == .quoting)
        #expect(market.trader.strategyView(at: market.now)?.estimator == .micro)
        market.say(.set(name: "fair", value: "median"))
        #expect(
            market.effects == [
                .parameterRefused(.notAWord(name: "fair", text: "median", words: ["weighted", "micro"]))
            ]
        )
    }

    @Test("One venue lost, its quotes go at once, and new ones come from the other alone")
    func oneVenue() throws {
        var market = try Market()
        market.pass(.seconds(8))
        market.say(.strategyOn)
        var batch = MarketBatch()
        batch.state(1, .stale)
        market.take(batch)
        #expect(market.book.isEmpty)
        market.pass(.seconds(1))
        #expect(market.state == .quoting)
        let quote = try #require(market.book.bids.first)
        #expect(quote.books[VenueID(slot: 0)] != nil && quote.books[VenueID(slot: 1)] == nil)
    }

    @Test("A move of more than fifty basis points pulls the quotes in its step: ten seconds, doubling to 160")
    func halts() throws {
        var market = try Market()
        market.pass(.seconds(8))
        market.say(.strategyOn)
        for seconds in [10, 20, 40, 80, 160, 160] as [Int64] {
            #expect(!market.book.isEmpty)
            market.mid -= market.mid / 100
            market.take(market.book(0))
            #expect(market.book.isEmpty)
            let until = market.now + .seconds(seconds)
            #expect(market.state == .halted(until: until))
            market.pass(.seconds(seconds - 1))
            #expect(market.book.isEmpty)
            market.pass(.seconds(2))
        }
        #expect(market.state == .quoting)
        market.pass(.seconds(162))
        market.mid += market.mid / 100
        market.take(market.book(1))
        #expect(market.state == .halted(until: market.now + .seconds(10)))
    }

    @Test("Moves below the bound do not halt, and quotes follow them at most four times a second")
    func follows() throws {
        var market = try Market()
        market.pass(.seconds(8))
        market.say(.strategyOn)
        let version = market.book.version
        for _ in 0..<50 {
            market.mid += 400
            market.pass(.milliseconds(100))
        }
        #expect(market.state == .quoting)
        #expect((10...21).contains(market.book.version - version))
        let fair = try #require(market.trader.strategyView(at: market.now)?.fair)
        #expect((fair.units - market.mid).magnitude < 10)
    }

    @Test("A calm market is quoted anew about every second, at times that are drawn")
    func refreshes() throws {
        var market = try Market()
        market.pass(.seconds(8))
        market.say(.strategyOn)
        let version = market.book.version
        market.pass(.seconds(60))
        #expect((45...80).contains(market.book.version - version))
        #expect((7...14).contains(try #require(market.trader.strategyView(at: market.now)).requotesInTenSeconds))
    }

    @Test("A quote that the market moves into is told of once, before it could step back")
    func crossing() throws {
        var market = try Market()
        market.pass(.seconds(8))
        market.say(.strategyOn)
        let bid = try #require(market.book.bids.first)
        market.mid = bid.price.units - 5
        market.take(market.book(0))
        let crossed = market.effects.compactMap { effect -> Quote? in
            if case .quoteCrossed(let quote) = effect { quote } else { nil }
        }
        #expect(crossed.first?.id == bid.id)
        market.take(market.book(0))
        #expect(
            !market.effects.contains { if case .quoteCrossed(let quote) = $0 { quote.id == bid.id } else { false } }
        )
    }

    @Test("Clients that take come across the spread now and then, and only in the profile that has them")
    func takers() throws {
        for profile in QuotingProfile.allCases {
            var market = try Market(profile: profile)
            market.pass(.seconds(8))
            market.say(.strategyOn)
            var crossings = 0
            for _ in 0..<1_200 {
                market.pass(.milliseconds(100))
                crossings += market.effects.count { if case .quoteCrossed = $0 { true } else { false } }
            }
            #expect(profile == .taking ? (8...30).contains(crossings) : crossings == 0, "\(profile): \(crossings)")
        }
    }

    @Test("A parameter is set where that is safe, and refused with a sentence where it is not")
    func parameters() throws {
        var market = try Market()
        market.pass(.seconds(8))
        market.say(.strategyOn)
        let half = try #require(market.trader.strategyView(at: market.now)?.halfSpread)
        market.say(.set(name: "edge", value: "8.25"))
        #expect(market.effects == [.parameterChanged(ParameterChange(name: "edge", before: "0.5", after: "8.25"))])
        market.pass(.seconds(1))
        let wider = try #require(market.trader.strategyView(at: market.now)?.halfSpread)
        #expect(wider.units > half.units + 500)
        let refused: [(String, String, ParameterError)] = [
            ("edge", "-1", .outOfRange(name: "edge", text: "-1", from: "0", to: "50")),
            ("edge", "much", .notANumber(name: "edge", text: "much")),
            ("levels", "2.5", .notWhole(name: "levels", text: "2.5")),
            ("tick", "1", .unknown(name: "tick")),
            ("model", "magic", .notAWord(name: "model", text: "magic", words: ["glft", "avellaneda"])),
        ]
        for (name, value, error) in refused {
            market.say(.set(name: name, value: value))
            #expect(market.effects == [.parameterRefused(error)])
            #expect(error.sentence.contains(name == "tick" ? "profile, model, fair, levels" : value))
        }
        #expect(market.trader.strategyParameters?.text(.edge) == "8.25")
    }

    @Test("A console without a strategy says so and has nothing to see of it")
    func none() {
        let now = MonotonicTime(nanoseconds: 0)
        var trader = Trader(venueCount: 1, at: now)
        var effects: [TraderEffect] = []
        trader.handle(.strategyOn, at: now, into: &effects)
        trader.handle(.set(name: "edge", value: "1"), at: now, into: &effects)
        #expect(effects == [.parameterRefused(.noStrategy), .parameterRefused(.noStrategy)])
        #expect(trader.strategyView(at: now) == nil)
    }

    @Test("Another strategy quotes through the same protocol: a fixed spread, a fixed size")
    func fixed() throws {
        var market = try Market(quoter: FixedQuoter())
        market.pass(.seconds(8))
        market.say(.strategyOn)
        let bid = try #require(market.book.bids.first)
        let ask = try #require(market.book.asks.first)
        #expect(market.book.bids.count == 1 && market.book.asks.count == 1)
        // Five basis points of 10,000.00 are 5.00; a hundred of the quote asset are 0.01.
        #expect((498...503).contains(ask.price.units - bid.price.units))
        #expect((98...100).contains(bid.quantity.units))
    }

    @Test("What a strategy wants that breaks a guard is not shown, and the guard is named")
    func guarded() throws {
        struct Reckless: Quoter {
            let name = "reckless"
            func quote(_ market: borrowing QuotingMarket, into quotes: inout QuoteSet) -> QuoteRefusal? {
                quotes.bids.append(PriceLevel(price: market.bestAsk, quantity: Quantity(units: 10)))
                return nil
            }
        }
        var market = try Market(quoter: Reckless())
        market.pass(.seconds(8))
        market.say(.strategyOn)
        #expect(market.state == .refused(.guarded(.throughTouch)))
        #expect(market.book.isEmpty)
    }
}
