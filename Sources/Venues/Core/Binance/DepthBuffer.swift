import Books

/// A depth event whose levels stand in some buffer.
struct PendingDepth: Sendable {
    /// Its numbers.
    let event: BinanceDepthSync.Event
    /// The venue's time of it.
    let exchangeTime: WallTime?
    /// When it was read.
    let receiveTime: MonotonicTime
    /// Its bids in the buffer.
    let bids: Range<Int>
    /// Its asks in the buffer.
    let asks: Range<Int>

    /// The same event with its levels `offset` further on.
    func shifted(by offset: Int) -> PendingDepth {
        PendingDepth(
            event: event,
            exchangeTime: exchangeTime,
            receiveTime: receiveTime,
            bids: (bids.lowerBound + offset)..<(bids.upperBound + offset),
            asks: (asks.lowerBound + offset)..<(asks.upperBound + offset)
        )
    }
}

/// Depth events that wait for a snapshot.
struct DepthBuffer: Sendable {
    /// How many levels may wait: some minutes of a busy market.
    ///
    /// A snapshot that takes longer begins anew.
    static let levelLimit = 1_000_000

    /// The events, in order.
    private(set) var events: [PendingDepth] = []
    /// Their levels.
    private(set) var levels: [PriceLevel] = []

    /// Takes an event whose levels are those of `source` from `mark` on; false if it does not fit any more.
    mutating func append(_ pending: PendingDepth, from source: borrowing [PriceLevel], mark: Int) -> Bool {
        guard levels.count + source.count - mark <= Self.levelLimit else { return false }
        let offset = levels.count - mark
        for index in mark..<source.count { levels.append(source[index]) }
        events.append(pending.shifted(by: offset))
        return true
    }

    /// Forgets all events and keeps the memory.
    mutating func removeAll() {
        events.removeAll(keepingCapacity: true)
        levels.removeAll(keepingCapacity: true)
    }
}
