import Books
import Strategy
import TestKit

/// A trader on the bench: fed in virtual time, one batch a step.
struct TraderBench {
    private(set) var trader: Trader
    private(set) var now = MonotonicTime(nanoseconds: 1_000_000_000)
    /// What the last step led to.
    private(set) var effects: [TraderEffect] = []

    init(venueCount: Int = 2) {
        trader = Trader(venueCount: venueCount, at: now)
    }

    mutating func pass(_ span: TimeSpan) {
        now = now + span
    }

    mutating func feed(_ batch: MarketBatch) {
        effects = []
        trader.handle(batch, at: now, into: &effects)
    }

    mutating func feed(_ build: (inout MarketBatch) -> Void) {
        var batch = MarketBatch()
        build(&batch)
        feed(batch)
    }

    mutating func handle(_ command: OperatorCommand) {
        effects = []
        trader.handle(command, at: now, into: &effects)
    }

    /// A venue whose book is live: this bid and this ask, after change number 100.
    mutating func goLive(_ slot: Int, bid: Int64, ask: Int64) {
        feed { batch in
            batch.book(slot, .snapshot, 100, bids: [(bid, 1)], asks: [(ask, 1)])
            batch.state(slot, .live)
        }
    }
}
