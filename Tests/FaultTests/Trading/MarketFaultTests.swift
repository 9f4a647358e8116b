import Books
import Runtime
import Simulator
import Strategy
import TUI
import Testing

/// Markets that make no sense together or have one side alone: nothing is traded on them, and nothing breaks.
@Suite("A market that is not one is not traded on")
struct MarketFaultTests {
    private static func isHalted(_ view: ConsoleViewModel, _ words: String) -> Bool {
        if case .halted(let reason) = view.trader.strategy.state { reason.contains(words) } else { false }
    }

    private static func begin(_ bench: TradedBench) async throws {
        _ = try await bench.picture("both order paths") { $0.execution == .run }
        bench.trader.mailbox.put(.strategyOn)
        _ = try await bench.picture("an order") { _ in bench.orderCount > 0 }
    }

    /// Both books stay shown and live: each venue says what it says, and nobody can know which one is wrong.
    @Test(
        "F27: venues whose prices are far apart are shown, not traded on, until they have agreed again",
        arguments: [0, 1]
    )
    func apart(slot: Int) async throws {
        let bench = try TradedBench.busy()
        defer { bench.removeFolder() }
        try await bench.run {
            try await Self.begin(bench)
            bench.exchanges[slot].begin(FaultOrder(.apart(basisPoints: slot == 0 ? 300 : -300)))
            let apart = try await bench.picture("that they are apart") { Self.isHalted($0, "bp apart") }
            #expect(apart.venues.allSatisfy { $0.state.isLive }, "\(apart.venues.map(\.state))")
            #expect(apart.trader.bids[0] == nil && apart.trader.asks[0] == nil)
            // What was under way ends by itself.
            _ = try await bench.picture("nothing under way") { $0.orders.allSatisfy { !$0.phase.isOpen } }
            let count = bench.orderCount
            try await Task.sleep(for: .seconds(2))
            #expect(bench.orderCount == count)
            bench.exchanges[slot].endFault(.apart)
            _ = try await bench.picture("that they agree, and more orders") { view in
                view.trader.strategy.state == .quoting && bench.orderCount > count
            }
        }
    }

    @Test("F28: a venue where nobody bids is live, and the other one's bids are the market", arguments: [0, 1])
    func oneSided(slot: Int) async throws {
        let bench = try TradedBench.busy()
        defer { bench.removeFolder() }
        try await bench.run {
            try await Self.begin(bench)
            bench.exchanges[slot].begin(FaultOrder(.emptySide(.bid)))
            // As it begins the stated top may be from before, and the book is fetched anew.
            let view = try await bench.picture("a venue without bids that is live") { view in
                view.venues[slot].ladder.bids[0] == nil && view.venues[slot].ladder.asks[0] != nil
                    && view.venues.allSatisfy(\.state.isLive)
            }
            #expect(view.consumer.bids[0] != nil && view.consumer.asks[0] != nil)
            let count = bench.orderCount
            _ = try await bench.picture("orders go on") { _ in bench.orderCount > count }
            bench.exchanges[slot].endFault(.emptySide)
            _ = try await bench.picture("both sides again") { $0.venues[slot].ladder.bids[0] != nil }
        }
    }

    @Test("F28: without bids anywhere nothing is quoted or sent, and it goes on by itself")
    func noBids() async throws {
        let bench = try TradedBench.busy()
        defer { bench.removeFolder() }
        try await bench.run {
            try await Self.begin(bench)
            for exchange in bench.exchanges { exchange.begin(FaultOrder(.emptySide(.bid))) }
            let view = try await bench.picture("no market, and both venues live") { view in
                view.consumer.bids[0] == nil && Self.isHalted(view, "no market")
                    && view.venues.allSatisfy(\.state.isLive)
            }
            #expect(view.trader.bids[0] == nil && view.trader.asks[0] == nil)
            _ = try await bench.picture("nothing under way") { $0.orders.allSatisfy { !$0.phase.isOpen } }
            let count = bench.orderCount
            try await Task.sleep(for: .seconds(1))
            #expect(bench.orderCount == count)
            for exchange in bench.exchanges { exchange.endFault(.emptySide) }
            _ = try await bench.picture("more orders") { _ in bench.orderCount > count }
        }
    }
}
