import Books
import Strategy

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

extension MarketBatch {
    mutating func book(
        _ slot: Int,
        _ kind: BookUpdate.Kind,
        _ sequence: UInt64,
        bids: [(Int64, Int64)] = [],
        asks: [(Int64, Int64)] = [],
        exchangeTime: WallTime? = nil,
        receiveTime: MonotonicTime = MonotonicTime(nanoseconds: 0)
    ) {
        let start = levels.count
        levels += (bids + asks).map { PriceLevel(price: Price(units: $0.0), quantity: Quantity(units: $0.1)) }
        append(
            .book(
                BookUpdate(
                    venue: VenueID(slot: slot),
                    kind: kind,
                    sequence: sequence,
                    exchangeTime: exchangeTime,
                    receiveTime: receiveTime,
                    depth: nil,
                    bids: start..<(start + bids.count),
                    asks: (start + bids.count)..<(start + bids.count + asks.count)
                )
            )
        )
    }

    mutating func state(_ slot: Int, _ state: FeedState) {
        append(.state(VenueID(slot: slot), state, at: MonotonicTime(nanoseconds: 0)))
    }

    mutating func top(_ slot: Int, _ sequence: UInt64, bid: Int64, ask: Int64) {
        append(
            .top(
                StatedTop(
                    venue: VenueID(slot: slot),
                    sequence: sequence,
                    bid: PriceLevel(price: Price(units: bid), quantity: Quantity(units: 1)),
                    ask: PriceLevel(price: Price(units: ask), quantity: Quantity(units: 1))
                )
            )
        )
    }

    mutating func trade(_ slot: Int, price: Int64, identifier: Int64) {
        append(
            .trade(
                Trade(
                    venue: VenueID(slot: slot),
                    price: Price(units: price),
                    quantity: Quantity(units: 1),
                    side: .buy,
                    identifier: identifier,
                    exchangeTime: nil
                )
            )
        )
    }
}
