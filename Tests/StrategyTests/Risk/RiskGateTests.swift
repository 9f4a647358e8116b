import Books
import Strategy
import TestKit
import Testing

/// The pre-trade list: each check trips alone, at its bound and not before.
@Suite("The pre-trade list")
struct RiskGateTests {
    /// Whole units of the quote asset in the ledger's units: 12 and 2 decimals.
    private static let one: Int128 = 100_000_000_000_000

    /// For each code, what breaks it and nothing else, and what is just within its bound.
    private static let breaks: [(RiskCode, @Sendable (inout RiskBench) -> Void, @Sendable (inout RiskBench) -> Void)] =
        [
            (.notRunning, { $0.facts.isRunning = false }, { $0.facts.isRunning = true }),
            // A tenth of the base asset is owed, in the ledger's 12 decimals: a purchase of that much is all that may be.
            (
                .notReducing,
                { bench in
                    bench.facts.isReducing = true
                    bench.exposure.longest = -99_999_999_999
                },
                { bench in
                    bench.facts.isReducing = true
                    bench.exposure.longest = -100_000_000_000
                }
            ),
            (.notArmed, { $0.facts.venues[0].isArmed = false }, { $0.facts.venues[1].isArmed = false }),
            (.killed, { $0.facts.isKilled = true }, { $0.facts.isKilled = false }),
            (
                .watchdog, { $0.facts.watchdogAge = .milliseconds(1_001) }, { $0.facts.watchdogAge = .seconds(1) }
            ),
            (.journal, { $0.facts.isJournalWritable = false }, { $0.facts.isJournalWritable = true }),
            (.venueNotReady, { $0.facts.venues[0].isReady = false }, { $0.facts.venues[1].isReady = false }),
            (.notTrading, { $0.facts.venues[0].isTrading = false }, { $0.facts.venues[1].isTrading = false }),
            (.inDoubt, { $0.isVenueInDoubt = true }, { $0.isVenueInDoubt = false }),
            (
                .bookAge,
                { bench in
                    for slot in 0..<2 { bench.facts.venues[slot].bookAge = .milliseconds(1_501) }
                },
                { bench in
                    for slot in 0..<2 { bench.facts.venues[slot].bookAge = .milliseconds(1_500) }
                }
            ),
            (
                .eventLag, { $0.facts.venues[0].eventLag = .milliseconds(751) },
                { $0.facts.venues[0].eventLag = .milliseconds(750) }
            ),
            (
                .booksApart, { $0.facts.venues[1].bookAge = .milliseconds(301) },
                { $0.facts.venues[1].bookAge = .milliseconds(300) }
            ),
            (.decoupled, { $0.facts.venuesAgree = false }, { $0.facts.venuesAgree = true }),
            (
                .duplicate,
                { bench in
                    let before = RiskBench.now + .milliseconds(-500)
                    _ = bench.gate.admit(bench.proposal, bench.facts, bench.exposure, at: before)
                    bench.match = 8
                },
                { bench in
                    let before = RiskBench.now + .milliseconds(-501)
                    _ = bench.gate.admit(bench.proposal, bench.facts, bench.exposure, at: before)
                    bench.match = 8
                }
            ),
            (.legOpen, { $0.isLegOpen = true }, { $0.isLegOpen = false }),
            (.tick, { $0.limit = 100_005 }, { $0.limit = 100_010 }),
            (.lot, { $0.quantity = 1_050 }, { $0.quantity = 1_100 }),
            (
                .minimumNotional,
                { bench in
                    bench.quantity = 100
                    bench.facts.venues[0].listing = VenueListing(
                        tick: Price(units: 10),
                        lot: Quantity(units: 100),
                        minimumNotional: Notional(units: 10_000_001)
                    )
                },
                { bench in
                    bench.quantity = 100
                    bench.facts.venues[0].listing = VenueListing(
                        tick: Price(units: 10),
                        lot: Quantity(units: 100),
                        minimumNotional: Notional(units: 10_000_000)
                    )
                }
            ),
            // 25 hundredths of a percent of 1,000.00 are 2.50.
            (.collar, { $0.limit = 100_260 }, { $0.limit = 100_250 }),
            (
                .slippage,
                { $0.allInCost = Int128(100_000) * 100_000_000 * 1_000 * 10_010 / 10_000 + 1 },
                { $0.allInCost = Int128(100_000) * 100_000_000 * 1_000 * 10_010 / 10_000 }
            ),
            (.orderValue, { $0.quantity = 10_100 }, { $0.quantity = 10_000 }),
            (
                .orderVolume, { $0.facts.venues[0].visibleAsks = Quantity(units: 19_999) },
                { $0.facts.venues[0].visibleAsks = Quantity(units: 20_000) }
            ),
            // The order adds 100 to what the limits count.
            (
                .position, { $0.exposure.longest = 4_901 * one / 100_000 },
                { $0.exposure.longest = 4_900 * one / 100_000 }
            ),
            (
                .grossNotional, { $0.exposure.openNotional = 9_901 * one }, { $0.exposure.openNotional = 9_900 * one }
            ),
            (.openOrders, { $0.exposure.openOrders = 8 }, { $0.exposure.openOrders = 7 }),
            (.loss, { $0.exposure.profit = -100 * one - 1 }, { $0.exposure.profit = -100 * one }),
            (.selfTrade, { $0.meetsOwnOrder = true }, { $0.meetsOwnOrder = false }),
            (
                .repetition,
                { bench in
                    for _ in 0..<20 { bench.gate.noteExecution(at: RiskBench.now + .seconds(-59)) }
                },
                { bench in
                    for _ in 0..<19 { bench.gate.noteExecution(at: RiskBench.now) }
                }
            ),
            (
                .messageBudget, { _ = $0.gate.budgets[0].take(30, for: .newOrder, at: RiskBench.now) },
                { _ = $0.gate.budgets[0].take(29, for: .newOrder, at: RiskBench.now) }
            ),
            (
                .clockError, { $0.facts.venues[0].clockError = .milliseconds(251) },
                { $0.facts.venues[0].clockError = .milliseconds(250) }
            ),
            (
                .clockAge, { $0.facts.venues[0].clockAge = TimeSpan(nanoseconds: 60_000_000_001) },
                { $0.facts.venues[0].clockAge = .seconds(60) }
            ),
        ]

    @Test("An order that nothing speaks against passes")
    func passes() {
        #expect(RiskBench().codes == [])
    }

    @Test("Each code trips alone, and not yet at its bound", arguments: RiskCode.allCases)
    func trips(code: RiskCode) throws {
        let item = try #require(Self.breaks.first { $0.0 == code }, "no test breaks \(code)")
        var broken = RiskBench()
        item.1(&broken)
        #expect(broken.codes == [code])
        var held = RiskBench()
        item.2(&held)
        #expect(held.codes == [])
    }

    @Test("Codes are told in the order of the list, and the first is the reason")
    func order() {
        var bench = RiskBench()
        for item in Self.breaks.reversed() where item.0 != .duplicate && item.0 != .minimumNotional { item.1(&bench) }
        let codes = bench.codes
        #expect(codes == RiskCode.allCases.filter(codes.contains))
        #expect(codes.first == .notRunning && codes.count > 20)
    }

    @Test("What is not known closes the gate: no price to measure by, no rules, no profit, no value of a position")
    func unknown() {
        var bench = RiskBench()
        bench.facts.consumerMid = nil
        bench.facts.tradeAverage = nil
        bench.facts.venues[1].mid = nil
        #expect(bench.codes == [.collar, .position])
        bench = RiskBench()
        bench.facts.venues[0].listing = nil
        #expect(bench.codes == [.tick])
        bench = RiskBench()
        bench.exposure.profit = nil
        #expect(bench.codes == [.loss])
        bench = RiskBench()
        bench.isVenueHalted = true
        #expect(bench.codes == [.venueNotReady])
    }

    @Test(
        "The price is measured by the middle one of the consumer book, the other venue and the trades, never by the venue itself"
    )
    func reference() {
        var facts = RiskBench.facts()
        facts.venues[0].mid = Mid(Price(units: 500_000))
        facts.venues[1].mid = Mid(Price(units: 100_200))
        facts.consumerMid = Mid(Price(units: 99_000))
        facts.tradeAverage = Price(units: 100_100)
        #expect(facts.reference(for: VenueID(slot: 0)) == Mid(Price(units: 100_100)))
        facts.tradeAverage = nil
        #expect(facts.reference(for: VenueID(slot: 0)) == Mid(Price(units: 99_600)))
        facts.venues[1].isReady = false
        #expect(facts.reference(for: VenueID(slot: 0)) == Mid(Price(units: 99_000)))
    }

    @Test(
        "The collar widens with the volatility, between its bounds",
        arguments: [
            (nil, 25), (0, 25), (625, 25), (1_000, 40), (2_500, 100), (1_000_000, 100), (.max, 100),
        ] as [(Int64?, Int64)]
    )
    func collar(sigma: Int64?, basisPoints: Int64) throws {
        var bench = RiskBench()
        bench.facts.sigma = sigma
        let collar = try #require(bench.gate.collar(for: VenueID(slot: 0), bench.facts))
        #expect(collar.highestBuy.units == 100_000 + 10 * basisPoints)
        #expect(collar.lowestSell.units == 100_000 - 10 * basisPoints)
    }

    @Test("A sale is measured on its own side")
    func sale() {
        var bench = RiskBench()
        bench.side = .sell
        bench.limit = 99_740
        #expect(bench.codes == [.collar])
        bench.limit = 99_750
        #expect(bench.codes == [])
        bench.facts.venues[0].visibleBids = Quantity(units: 19_999)
        #expect(bench.codes == [.orderVolume])
        bench.facts = RiskBench.facts()
        bench.exposure.shortest = -4_901 * Self.one / 100_000
        #expect(bench.codes == [.position])
        // From a long position that is too large, selling is let through.
        bench.exposure.shortest = 20_000 * Self.one / 100_000
        #expect(bench.codes == [])
        bench.allInCost = Int128(99_750) * 100_000_000 * 1_000 * 9_990 / 10_000 - 1
        #expect(bench.codes == [.slippage])
    }

    @Test("Every order that passes counts at once: for duplicates, messages and repetition; a key lets more through")
    func counting() {
        var bench = RiskBench()
        bench.gate.limits.duplicateSpan = .zero
        for number in 0..<30 {
            bench.match = UInt64(number)
            bench.limit = 100_000 + 10 * Int64(number % 20)
            let refusals = bench.gate.admit(
                bench.proposal,
                bench.facts,
                bench.exposure,
                at: RiskBench.now + .milliseconds(Int64(number))
            )
            #expect(refusals == [])
        }
        let later = RiskBench.now + .milliseconds(31)
        #expect(
            bench.gate.refusals(bench.proposal, bench.facts, bench.exposure, at: later).map(\.code) == [.messageBudget]
        )
        var hourly = RiskBench()
        for number in 0..<200 {
            hourly.gate.noteExecution(at: RiskBench.now + .seconds(-3_599 + Int64(number) * 10))
        }
        #expect(hourly.codes == [.repetition])
        hourly.gate.allowExecutions()
        #expect(hourly.codes == [])
    }

    @Test("Numbers that no market has do not trap and do not pass")
    func absurd() {
        let huge = DecimalText.bound - 1
        var bench = RiskBench()
        bench.limit = huge
        bench.quantity = huge
        bench.allInCost = .max
        bench.exposure = Exposure(
            position: .max,
            longest: .max,
            shortest: .min,
            openNotional: .max,
            openOrders: 0,
            profit: 0
        )
        bench.facts.consumerMid = Mid(Price(units: huge))
        let codes = bench.codes
        #expect(codes.contains(.orderValue) && codes.contains(.position) && codes.contains(.grossNotional))
        #expect(bench.gate.largestQuantity(at: Price(units: 0)) == .zero)
    }

    @Test("The trades' average is theirs of the last seconds, weighted by quantity")
    func trades() {
        var window = TradeWindow()
        let start = RiskBench.now
        #expect(window.average(at: start) == nil)
        window.note(Price(units: 100), Quantity(units: 1), at: start)
        window.note(Price(units: 200), Quantity(units: 3), at: start + .seconds(4))
        window.note(Price(units: 0), Quantity(units: 3), at: start + .seconds(4))
        window.note(Price(units: DecimalText.bound), Quantity(units: DecimalText.bound), at: start + .seconds(4))
        #expect(window.average(at: start + .seconds(5)) == Price(units: 175))
        #expect(window.average(at: start + .milliseconds(5_001)) == Price(units: 200))
        #expect(window.average(at: start + .seconds(10)) == nil)
    }
}
