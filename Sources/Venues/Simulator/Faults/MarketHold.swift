import Books

/// What faults do to the played market: it can stand still, and it can be busier than it was.
struct MarketHold: Sendable {
    private var ticker: MarketTicker?
    private var depth: MergedDepth?
    /// By how much identifiers are lifted because of the changes that were put in between.
    private var lift: Int64 = 0
    /// Behind which identifiers, in rising order, a change was put in: the recording may still speak of the time before.
    private var marks: [Int64] = []

    /// The event with identifiers that leave room for what was put in before.
    mutating func lifted(_ event: PlayedEvent) -> PlayedEvent {
        switch event {
        case .depth(var change):
            change.lastID = lifted(change.lastID)
            // Best levels run ahead of the book: where the book has come past a mark, all has.
            while let mark = marks.first, change.lastID > mark {
                marks.removeFirst()
                lift += 1
            }
            return .depth(change)
        case .ticker(var ticker):
            ticker.identifier = lifted(ticker.identifier)
            return .ticker(ticker)
        case .restart(var snapshot):
            lift += Int64(marks.count)
            marks.removeAll()
            snapshot.lastID += lift
            return .restart(snapshot)
        case .trade:
            return event
        }
    }

    private func lifted(_ recorded: Int64) -> Int64 {
        marks.reduce(recorded + lift) { $1 < $0 ? $0 + 1 : $0 }
    }

    /// Leaves room for one change that the exchange itself puts in.
    mutating func makeRoom() {
        lift += 1
    }

    /// Leaves room for one change that the exchange itself puts in behind an identifier.
    mutating func makeRoom(after identifier: Int64) {
        marks.append(identifier)
    }

    // MARK: - A market that stands still

    /// Keeps an event back; false for a restart, which cannot be.
    mutating func hold(_ event: PlayedEvent) -> Bool {
        switch event {
        case .depth(let change):
            if depth == nil { depth = MergedDepth(change, firstID: change.lastID) } else { depth?.absorb(change) }
        case .ticker(let latest):
            ticker = latest
        case .trade:
            // Nobody traded on a market that stood still.
            break
        case .restart:
            forget()
            return false
        }
        return true
    }

    /// Takes out all that was held back, as one change with the best levels before it.
    mutating func release() -> [PlayedEvent] {
        defer { forget() }
        return [ticker.map(PlayedEvent.ticker), depth.map { .depth($0.change) }].compactMap(\.self)
    }

    private mutating func forget() {
        ticker = nil
        depth = nil
    }

    // MARK: - A market that is busier than it was

    /// The changes that follow `change` in a burst: each adds a lot to a level near the best, which stays the best.
    mutating func burst(after change: MarketDepth, _ book: ExchangeBook, lot: Quantity, factor: Int) -> [MarketDepth] {
        var extra: [MarketDepth] = []
        for step in 1..<factor {
            let side = step.isMultiple(of: 2) ? book.bids : book.asks
            guard side.count > 1 else { continue }
            var level = side[1 + step / 2 % min(8, side.count - 1)]
            let (sum, overflow) = level.quantity.addingReportingOverflow(lot.units * Int64(step))
            guard !overflow else { continue }
            level.quantity = sum
            lift += 1
            let identifier = change.lastID + Int64(extra.count) + 1
            extra.append(
                side.side == .bid
                    ? MarketDepth(lastID: identifier, bids: [level], asks: [])
                    : MarketDepth(lastID: identifier, bids: [], asks: [level])
            )
        }
        return extra
    }
}
