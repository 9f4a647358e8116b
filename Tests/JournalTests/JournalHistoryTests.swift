import Books
import Foundation
import Strategy
import TestKit
import Testing

@testable import Journal

/// What a restart reads out of a journal.
@Suite("Journal: history")
struct JournalHistoryTests {
    @Test("After any entry, the history is what the entries so far mean")
    func everyPrefix() {
        var seals = 0
        for seed in UInt64(1)...12 {
            let session = RandomSession(seed: seed, count: 160)
            var history = JournalHistory()
            for (index, element) in session.entries.enumerated() {
                history.apply(element.entry, at: element.wall)
                let plain = PlainHistory(entries: Array(session.entries.prefix(index + 1)))
                #expect(history.ledger == plain.ledger, "seed \(seed), \(index)")
                #expect(!history.isLedgerBroken, "seed \(seed), \(index)")
                #expect(history.isKilled == plain.isKilled, "seed \(seed), \(index)")
                let limits = history.limits.map { ($0.name, $0.after) }
                #expect(Dictionary(uniqueKeysWithValues: limits) == plain.limits, "seed \(seed), \(index)")
                #expect(history.epoch == plain.epoch, "seed \(seed), \(index)")
                guard index % 16 == 0 else { continue }
                #expect(history.orders.map(\.id) == plain.openOrders, "seed \(seed), \(index)")
                for order in history.orders {
                    #expect(order.evidence == plain.evidence(of: order.id), "seed \(seed), \(index)")
                }
            }
            let intents = session.entries.count { if case .intent = $0.entry { true } else { false } }
            seals += intents - history.orders.count
        }
        #expect(seals > 50, "only \(seals) orders were ever sealed")
    }

    @Test("What a new file begins with leads to the same history")
    func restoring() {
        for seed in UInt64(1)...30 {
            let session = RandomSession(seed: seed, count: 200)
            var history = JournalHistory()
            for element in session.entries { history.apply(element.entry, at: element.wall) }
            guard let epoch = history.epoch else {
                Issue.record("seed \(seed): no epoch")
                continue
            }
            var again = JournalHistory()
            let head = JournalHead(file: "journal.sqlite", sequence: 199, chain: "")
            again.apply(.epoch(epoch.continuing(head)), at: JournalBench.wall(0))
            for element in history.restoring { again.apply(element.entry, at: element.at) }
            #expect(again.orders == history.orders, "seed \(seed)")
            #expect(again.ledger == history.ledger, "seed \(seed)")
            #expect(again.isKilled == history.isKilled, "seed \(seed)")
            #expect(again.mode?.to == history.mode?.to, "seed \(seed)")
            #expect(again.venueModes == history.venueModes, "seed \(seed)")
            #expect(again.nonces == history.nonces, "seed \(seed)")
            #expect(again.limits == history.limits, "seed \(seed)")
            #expect(again.openings == history.openings, "seed \(seed)")
            #expect(again.openMatches == history.openMatches, "seed \(seed)")
            #expect(again.lastTrades == history.lastTrades, "seed \(seed)")
            #expect(!again.isLedgerBroken, "seed \(seed)")
        }
    }

    @Test("A fill of an order that nobody knows is booked, and the order is told")
    func stray() {
        var history = JournalHistory()
        history.apply(.epoch(JournalBench.epoch()), at: JournalBench.wall(0))
        let id = JournalBench.id(epoch: 9, match: 3, side: .sell)
        for _ in 0..<2 {
            history.apply(.evidence(VenueID(slot: 0), id, JournalBench.fill("T", 40)), at: JournalBench.wall(1))
        }
        #expect(history.orders.map(\.id) == [id])
        #expect(history.orders.first?.intent == nil)
        #expect(history.ledger?.position == Quantity(units: -40))
        #expect(history.fillsSinceCheckpoint.count == 1)
    }

    @Test("A kill stays latched through restarts, however they go, until a person unlocks it")
    func latch() {
        var history = JournalHistory()
        func change(_ from: JournalMode, _ to: JournalMode) {
            history.apply(.mode(ModeChange(from: from, to: to, who: "", why: "")), at: JournalBench.wall(0))
        }
        history.apply(.epoch(JournalBench.epoch()), at: JournalBench.wall(0))
        change(.run, .killed)
        history.apply(.epoch(JournalBench.epoch(2)), at: JournalBench.wall(0))
        change(.killed, .reconciling)
        #expect(history.isKilled)
        history.apply(.epoch(JournalBench.epoch(3)), at: JournalBench.wall(0))
        change(.reconciling, .paused)
        #expect(history.isKilled)
        change(.killed, .paused)
        #expect(!history.isKilled)
    }

    @Test("A restart keeps a limit as low as a person set it, and never one that was raised above what is configured")
    func limits() {
        var history = JournalHistory()
        func change(_ name: LimitName, _ before: Int64, _ after: Int64) {
            let change = LimitChange(name, before: before, after: after, who: "operator")
            history.apply(.limit(change), at: JournalBench.wall(0))
        }
        func begun(_ configured: RiskLimits = RiskLimits()) -> (RiskLimits, [LimitChange]) {
            var limits = configured
            let kept = history.lower(&limits)
            return (limits, kept)
        }
        history.apply(.epoch(JournalBench.epoch()), at: JournalBench.wall(0))
        change(.position, 5_000, 500)
        change(.orders, 8, 20)
        change(.gross, 10_000, 100)
        change(.gross, 100, 10_000)
        for start in UInt32(2)...3 {
            history.apply(.epoch(JournalBench.epoch(start)), at: JournalBench.wall(0))
            var expected = RiskLimits()
            expected.position = 500
            #expect(begun().0 == expected)
            #expect(begun().1 == [LimitChange(.position, before: 5_000, after: 500, who: "journal")])
        }
        // A configuration that is lower still wins.
        var tight = RiskLimits()
        tight.position = 300
        #expect(begun(tight).0 == tight && begun(tight).1.isEmpty)
        // Of another instrument the values are others.
        let other = Instrument(
            base: "BTC",
            quote: "EUR",
            priceUnit: DecimalUnit(decimals: 2),
            quantityUnit: DecimalUnit(decimals: 4)
        )
        let next = JournalEpoch(
            number: 4,
            build: "",
            configuration: "",
            install: "",
            instrument: other,
            venues: ["a", "b"]
        )
        history.apply(.epoch(next), at: JournalBench.wall(0))
        #expect(begun().0 == RiskLimits())
    }

    @Test("A checkpoint that is not what the fills before it make is told")
    func brokenLedger() throws {
        var history = JournalHistory()
        history.apply(.epoch(JournalBench.epoch()), at: JournalBench.wall(0))
        history.apply(
            .evidence(VenueID(slot: 0), JournalBench.id(match: 1), JournalBench.fill("T", 40)),
            at: JournalBench.wall(1)
        )
        let ledger = try #require(history.ledger)
        history.apply(.checkpoint(LedgerCheckpoint(ledger)), at: JournalBench.wall(2))
        #expect(!history.isLedgerBroken)
        let other = LedgerCheckpoint(Ledger(JournalBench.instrument, venueCount: 2))
        history.apply(.checkpoint(other), at: JournalBench.wall(2))
        #expect(history.isLedgerBroken)
        #expect(history.ledger == other.ledger(JournalBench.instrument))
    }

    @Test("Stamps at the ends of time are taken in without harm")
    func extremes() {
        forEachSeed(1...20) { _, generator in
            var random = RandomEntries(generator: generator)
            var history = JournalHistory()
            for _ in 0..<200 {
                history.apply(random.entry(), at: WallTime(nanoseconds: random.generator.pick([.min, 0, .max])))
            }
            _ = history.orders.map(\.record?.phase)
            _ = history.restoring
        }
    }
}
