import Books
import TestKit
import Testing

@testable import Strategy

/// A start over an account that an earlier start has traded on.
@Suite("Trading: a restart")
struct RecoveryTests {
    private static let now = MonotonicTime(nanoseconds: 10_000_000_000)

    private func name(_ match: UInt64, epoch: UInt32 = 1) -> ClientOrderID {
        ClientOrderID(epoch: epoch, match: match, leg: 0, attempt: 0, side: .buy, tags: OrderBench.Untagged())
    }

    private func order(_ match: UInt64, _ evidence: [OrderEvidence], fence: TimeSpan = .seconds(5)) -> RecoveredOrder {
        RecoveredOrder(
            request: OrderRequest(
                id: name(match),
                venue: VenueID(slot: 0),
                side: .buy,
                limit: Price(units: 1_000_000),
                quantity: Quantity(units: 100),
                expiresAt: Self.now
            ),
            fencePassesAt: Self.now + fence,
            evidence: evidence
        )
    }

    private func bench(_ orders: [RecoveredOrder], ledger: Ledger? = nil) throws -> TradingBench {
        try TradingBench(
            recovered: RecoveredState(
                orders: orders,
                ledger: ledger ?? Ledger(TradingBench.instrument, venueCount: 2),
                openings: [nil, nil],
                readSince: nil
            )
        )
    }

    @Test("What was on its way is in doubt, is asked for and cancelled when the venue is back, and is never sent again")
    func doubt() throws {
        var bench = try bench([
            order(1, []), order(2, [.sendStarted]), order(3, [.sendStarted, .rejected(OrderRefusal(.lot, "no"))]),
        ])
        #expect(bench.phase(name(1)) == .unknown)
        #expect(bench.phase(name(2)) == .unknown)
        #expect(bench.phase(name(3)) == .rejected)
        bench.connect(0)
        bench.connect(1)
        #expect(!bench.isGateOpen(0) && bench.isGateOpen(1))
        let asked = bench.history.compactMap { effect in
            if case .execution(.query(let question)) = effect { question.id } else { nil }
        }
        #expect(Set(asked) == [name(1), name(2)])
        bench.pass(.seconds(3))
        #expect(bench.everSubmitted.isEmpty)
        bench.hear(.evidence(VenueID(slot: 0), name(1), .report(OrderReport(.expired, cumulative: .zero))))
        bench.hear(.evidence(VenueID(slot: 0), name(2), .fill(OrderBench.fill("7", 100, at: 999_900))))
        #expect(bench.trader.inventory == Quantity(units: 100))
        // Not before the balances were found to be what the fills make them.
        #expect(!bench.isGateOpen(0))
        bench.pass(.milliseconds(100))
        bench.tellAccount(0)
        #expect(bench.isGateOpen(0))
    }

    @Test("An order that the venue never had is proved absent only after its fence, and then the gate opens")
    func absent() throws {
        var bench = try bench([order(1, [.sendStarted])])
        bench.connect(0)
        for number in 1...2 {
            let question = OrderQuestion(id: name(1), venue: VenueID(slot: 0), number: number)
            bench.hear(.notFound(question, askedAt: bench.now, tradesWereRead: true))
            bench.pass(.seconds(2))
        }
        #expect(bench.phase(name(1)) == .unknown)
        bench.pass(.seconds(3))
        for number in 3...4 {
            let question = OrderQuestion(id: name(1), venue: VenueID(slot: 0), number: number)
            bench.hear(.notFound(question, askedAt: bench.now, tradesWereRead: true))
            bench.pass(.seconds(2))
        }
        #expect(bench.phase(name(1)) == .neverPlaced)
        bench.tellAccount(0)
        #expect(bench.isGateOpen(0))
    }

    @Test("A fill that the journal has is not booked again; one that it has not is")
    func fills() throws {
        let known = OrderBench.fill("1", 40, at: 1_000_000)
        var ledger = Ledger(TradingBench.instrument, venueCount: 2)
        try ledger.book(known, .buy, at: VenueID(slot: 0))
        var bench = try bench([order(1, [.sendStarted, .fill(known)])], ledger: ledger)
        #expect(bench.phase(name(1)) == .partial)
        bench.connect(0)
        bench.hear(.evidence(VenueID(slot: 0), name(1), .fill(known)))
        #expect(bench.trader.inventory == Quantity(units: 40))
        bench.hear(.evidence(VenueID(slot: 0), name(1), .fill(OrderBench.fill("2", 60, at: 1_000_000))))
        #expect(bench.trader.inventory == Quantity(units: 100))
        #expect(bench.phase(name(1)) == .filled)
    }

    @Test("Orders of this start have names of this start, beside those of earlier ones")
    func names() throws {
        var bench = try bench([order(0, [.sendStarted, .report(OrderReport(.cancelled, cumulative: .zero))])])
        bench.connect(0)
        bench.connect(1)
        bench.pass(.seconds(8))
        bench.say(.strategyOn)
        bench.cross()
        let order = try #require(bench.submitted.first)
        #expect(order.id.epoch == 2 && order.id.match == 0)
        bench.fill(order)
        #expect(bench.phase(order.id) == .filled)
        #expect(bench.phase(name(0)) == .cancelled)
    }

    @Test("A venue that was closed before stays closed until a person takes it back, step by step")
    func gates() throws {
        var bench = try TradingBench(
            recovered: RecoveredState(
                orders: [],
                ledger: Ledger(TradingBench.instrument, venueCount: 2),
                openings: [nil, nil],
                readSince: nil,
                gates: [.cancelOnly, .open]
            )
        )
        bench.connect(0)
        bench.connect(1)
        bench.say(.run(nil))
        #expect(!bench.isGateOpen(0) && bench.isGateOpen(1))
        bench.say(.gate(VenueID(slot: 0), .resume))
        bench.pass(.milliseconds(100))
        bench.tellAccount(0)
        #expect(bench.desk?.paths[0].gate == .reopening && bench.isGateOpen(0))
    }

    @Test("A venue that contradicted itself before is closed until a person takes it back")
    func halted() throws {
        let fills = ["1", "2"].map { OrderEvidence.fill(OrderBench.fill($0, 60, at: 1_000_000)) }
        let refused: [OrderEvidence] = [.rejected(OrderRefusal(.lot, "no")), .acknowledged(venueOrderID: "V")]
        let closed: OrderEvidence = .report(OrderReport(.cancelled, cumulative: .zero))
        for evidence: [OrderEvidence] in [fills, refused + [closed]] {
            var bench = try bench([order(1, [.sendStarted] + evidence)])
            bench.connect(0)
            bench.connect(1)
            #expect(bench.desk?.book.isHalted == [true, false])
            #expect(!bench.isGateOpen(0) && bench.isGateOpen(1))
            bench.say(.gate(VenueID(slot: 0), .resume))
            #expect(bench.desk?.book.isHalted == [false, false])
        }
    }
}
