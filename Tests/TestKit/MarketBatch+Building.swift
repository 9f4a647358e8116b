public import Books

/// Events as tests write them down.
extension MarketBatch {
    /// Appends an update of the venue in `slot` with levels of its own.
    public mutating func book(
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

    /// Appends a state of the venue in `slot`.
    public mutating func state(_ slot: Int, _ state: FeedState) {
        append(.state(VenueID(slot: slot), state, at: MonotonicTime(nanoseconds: 0)))
    }

    /// Appends a stated top of the venue in `slot`, one unit on each side.
    public mutating func top(_ slot: Int, _ sequence: UInt64, bid: Int64, ask: Int64) {
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

    /// Appends a trade of one unit at the venue in `slot`.
    public mutating func trade(_ slot: Int, price: Int64, identifier: Int64) {
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
