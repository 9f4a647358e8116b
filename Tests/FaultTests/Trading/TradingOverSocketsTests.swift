import Books
import Runtime
import Simulator
import Strategy
import TUI
import Testing
import Threads
import Transport
import Venues

/// The whole console but its screen, trading with the simulated exchanges over TLS: their ledgers are the judge.
@Suite("Trading over sockets")
struct TradingOverSocketsTests {
    private static func filled(_ view: ConsoleViewModel) -> Int {
        view.orders.count { $0.phase == .filled || $0.filled.map { $0 > .zero } ?? false }
    }

    /// Whether every order has ended and the fills of all that traded are known, not only how much it was.
    private static func settled(_ view: ConsoleViewModel) -> Bool {
        view.orders.allSatisfy { order in
            !order.phase.isOpen && (order.filled.map { $0 == .zero } ?? true || order.average != nil)
        }
    }

    @Test(
        "After a run the journal's ledger is the exchanges', to the last digit, and every order there is one of ours",
        arguments: [SignatureKind.hmac, .ed25519]
    )
    func ledger(kind: SignatureKind) async throws {
        let bench = try TradedBench.busy(ed25519: kind == .ed25519 ? try Ed25519KeyPair() : nil)
        defer { bench.removeFolder() }
        try await bench.run {
            _ = try await bench.picture("both order paths") { $0.execution == .run }
            bench.trader.mailbox.put(.strategyOn)
            let busy = try await bench.picture("eight fills on both venues") { view in
                Self.filled(view) >= 8 && Set(view.orders.map(\.venue)).count == 2
            }
            #expect(busy.account.position != nil)
            bench.trader.mailbox.put(.hold(nil))
            _ = try await bench.picture("the end of what works") { Self.settled($0) }
        }
        let ledger = try bench.ledger()
        var traded = 0
        for slot in 0..<2 {
            let account = ledger.accounts[slot]
            let gained = try bench.gained(slot)
            // The ledger counts the base in 10^-12 here, and the quote in 10^-14.
            #expect(account.base * 100 == gained.base, "venue \(slot)")
            #expect(account.quote == gained.quote, "venue \(slot)")
            let report = try #require(bench.exchanges[slot].accountReport.accounts.first)
            #expect(report.fills.count == account.fills)
            #expect(Set(report.orders.map(\.clientID)).count == report.orders.count, "a name was used twice")
            #expect(report.orders.allSatisfy { ClientOrderID($0.clientID) != nil })
            traded += report.fills.count
        }
        #expect(traded >= 8)
    }

    @Test("After a hold, and after a kill, no exchange sees another order; the kill ends confirmed by both")
    func latches() async throws {
        let bench = try TradedBench.busy()
        defer { bench.removeFolder() }
        try await bench.run {
            _ = try await bench.picture("both order paths") { $0.execution == .run }
            bench.trader.mailbox.put(.strategyOn)
            _ = try await bench.picture("a fill") { Self.filled($0) >= 1 }
            // As the key does it: the gate first, on the key's own thread.
            bench.gate.close(.hold)
            bench.trader.mailbox.put(.hold(nil))
            _ = try await bench.picture("the hold, settled") { view in
                if case .hold = view.execution { Self.settled(view) } else { false }
            }
            let held = bench.orderCount
            try await Task.sleep(for: .seconds(2))
            #expect(bench.orderCount == held)

            bench.trader.mailbox.put(.run(nil))
            _ = try await bench.picture("more orders") { _ in bench.orderCount > held }
            bench.gate.close(.kill)
            bench.trader.mailbox.put(.kill(.person))
            let killed = try await bench.picture("a confirmed kill") { view in
                if case .killed(let kill) = view.execution { kill.venues.allSatisfy(\.isConfirmed) } else { false }
            }
            #expect(!killed.trader.strategy.isOn)
            let last = bench.orderCount
            try await Task.sleep(for: .seconds(1))
            #expect(bench.orderCount == last)
        }
    }

    @Test("An order whose answer is lost is in doubt, is found by asking, and is never sent again")
    func lostAnswer() async throws {
        let bench = try TradedBench.busy()
        defer { bench.removeFolder() }
        try await bench.run {
            _ = try await bench.picture("both order paths") { $0.execution == .run }
            bench.trader.mailbox.put(.strategyOn)
            _ = try await bench.picture("quotes") { $0.trader.strategy.state == .quoting }
            for exchange in bench.exchanges {
                exchange.begin(FaultOrder(.loseAnswer, times: 1))
                exchange.begin(FaultOrder(.eventSilence, duration: .seconds(8)))
                // Questions show what was before the order, so that the doubt lasts long enough to be seen.
                exchange.begin(FaultOrder(.queryLag(.seconds(3)), duration: .seconds(8)))
            }
            let doubt = try await bench.picture("an order in doubt") { !$0.doubts.isEmpty }
            #expect(doubt.orders.contains { $0.phase == .unknown })
            _ = try await bench.picture("the end of the doubt") { $0.doubts.isEmpty && Self.filled($0) >= 1 }
            bench.trader.mailbox.put(.hold(nil))
            _ = try await bench.picture("the end of what works") { Self.settled($0) }
        }
        let ledger = try bench.ledger()
        for slot in 0..<2 {
            let gained = try bench.gained(slot)
            #expect(ledger.accounts[slot].base * 100 == gained.base, "venue \(slot)")
            #expect(ledger.accounts[slot].quote == gained.quote, "venue \(slot)")
        }
    }
}
