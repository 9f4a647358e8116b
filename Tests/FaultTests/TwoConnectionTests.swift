import Books
import Simulator
import Testing
import Threads

/// Two connections to each venue: what befalls one of them costs no moment.
@Suite("One of two connections may fail without a moment that is not live")
struct TwoConnectionTests {
    @Test(
        "A connection that breaks, falls silent, is late or loses a message is not missed",
        arguments: [0, 1],
        [
            "close on=oldest", "reset on=newest", "half-open on=oldest", "half-frame on=newest", "gap on=oldest",
            "delay by=1200ms for=3s on=oldest",
        ]
    )
    func oneOfTwo(slot: Int, fault: String) async throws {
        var plan = FaultBench.Plan()
        plan.connections = 2
        try await FaultBench.run(plan) { bench in
            try await bench.bothLive()
            let exchange = bench.exchanges[slot]
            try await bench.eventually("both connections are open") { exchange.faultReport.connections == 2 }
            // The second one has its own book only later: snapshots are a second apart. Ten changes are a second.
            let begun = bench.judge.changes(of: slot)
            try await bench.eventually("both are followed") { bench.judge.changes(of: slot) >= begun + 30 }
            let start = bench.judge.entries(of: slot).count
            let order = try FaultText.order(fault.split(separator: " "), at: exchange.venue)
            exchange.begin(order)
            try await bench.eventually("the fault acts and is over") {
                let report = exchange.faultReport
                return report.count(of: order.fault.kind) > 0 && report.active.isEmpty
            }
            let seen = bench.judge.changes(of: slot)
            try await bench.eventually("there are two again, and the book is followed", within: .seconds(15)) {
                exchange.faultReport.connections >= 2 && bench.judge.changes(of: slot) >= seen + 40
            }
            let states = bench.states(of: slot, from: start)
            #expect(states.isEmpty, "\(states)")
        }
    }
}
