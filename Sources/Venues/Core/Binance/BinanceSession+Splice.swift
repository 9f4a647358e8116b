import Books

extension BinanceSession {
    /// Does with a depth event what the splice decides.
    ///
    /// Its levels are those of the effects from `mark` on.
    mutating func depth(
        _ pending: PendingDepth,
        mark: Int,
        at now: MonotonicTime,
        into effects: inout SessionEffects
    ) {
        firstEventDue = nil
        switch sync.event(pending.event) {
        case .apply:
            oldEvents = 0
            effects.market.append(.book(update(pending)))
        case .drop:
            effects.market.truncateLevels(to: mark)
            noteOldEvent(pending.event, at: now, into: &effects)
        case .buffer:
            hold(pending, mark: mark, at: now, into: &effects)
        case .gap(let last):
            let reason = ResyncReason.gap(expected: last &+ 1, received: pending.event.first)
            effects.market.append(.state(feed.venue, .resyncing(reason), at: now))
            hold(pending, mark: mark, at: now, into: &effects)
        }
    }

    /// Takes a snapshot that stands in the effects from `mark` on, and then the events that waited for it.
    mutating func splice(
        last: UInt64,
        bids: Range<Int>,
        asks: Range<Int>,
        mark: Int,
        at now: MonotonicTime,
        into effects: inout SessionEffects
    ) {
        switch sync.snapshot(last: last) {
        case .refetch(let first):
            effects.market.truncateLevels(to: mark)
            effects.acts.append(
                .note("Binance's snapshot \(last) is older than the first buffered event (\(first)): fetching another")
            )
            wantSnapshot(at: now, into: &effects)
        case .accept:
            snapshotFailures = 0
            snapshotDue = nil
            let number = BinanceDepthSync.Event(first: last, last: last)
            let taken = PendingDepth(event: number, exchangeTime: nil, receiveTime: now, bids: bids, asks: asks)
            effects.market.append(.book(update(taken, kind: .snapshot)))
            replayBuffer(at: now, into: &effects)
        }
    }

    /// Counts events that are older than the book: one after the other, they prove that the book's number is wrong.
    ///
    /// A number that leapt forward would let every later event look old, and the book would stand still as if it were
    /// live.
    private mutating func noteOldEvent(
        _ event: BinanceDepthSync.Event,
        at now: MonotonicTime,
        into effects: inout SessionEffects
    ) {
        oldEvents += 1
        guard oldEvents >= Self.oldEventLimit else { return }
        resync(.gap(expected: event.last, received: event.first), at: now, into: &effects)
    }

    /// Two seconds of events, far more than a venue ever repeats.
    private static var oldEventLimit: Int { 20 }

    /// Begins the splice again, because the book could not be proved right or somebody asked for it.
    mutating func resync(_ reason: ResyncReason, at now: MonotonicTime, into effects: inout SessionEffects) {
        guard isConnected else { return }
        begin(at: now)
        effects.market.append(.state(feed.venue, .resyncing(reason), at: now))
    }

    /// Forgets everything that belongs to a book in progress.
    mutating func begin(at now: MonotonicTime) {
        sync.reset()
        buffer.removeAll()
        oldEvents = 0
        isBarred = false
        snapshotRequest = nil
        snapshotDue = nil
        firstEventDue = nil
    }

    private mutating func replayBuffer(at now: MonotonicTime, into effects: inout SessionEffects) {
        let waiting = buffer
        buffer.removeAll()
        let offset = effects.market.levels.count
        effects.market.levels.append(contentsOf: waiting.levels)
        for (index, pending) in waiting.events.enumerated() {
            switch sync.event(pending.event) {
            case .apply:
                effects.market.append(.book(update(pending.shifted(by: offset))))
            case .drop:
                continue
            case .buffer:
                putBack(pending, of: waiting)
            case .gap(let last):
                let reason = ResyncReason.gap(expected: last &+ 1, received: pending.event.first)
                effects.market.append(.state(feed.venue, .resyncing(reason), at: now))
                for kept in waiting.events[index...] { putBack(kept, of: waiting) }
                wantSnapshot(at: now, into: &effects)
                return
            }
        }
        effects.market.append(.state(feed.venue, isHalted ? .halted : .live, at: now))
    }

    /// Puts an event back that had waited already, so that it fits the buffer it came from.
    private mutating func putBack(_ pending: PendingDepth, of waiting: DepthBuffer) {
        let low = min(pending.bids.lowerBound, pending.asks.lowerBound)
        let high = max(pending.bids.upperBound, pending.asks.upperBound)
        _ = buffer.append(pending.shifted(by: -low), from: Array(waiting.levels[low..<high]), mark: 0)
    }

    private mutating func hold(
        _ pending: PendingDepth,
        mark: Int,
        at now: MonotonicTime,
        into effects: inout SessionEffects
    ) {
        let fits = buffer.append(pending, from: effects.market.levels, mark: mark)
        effects.market.truncateLevels(to: mark)
        guard fits else {
            resync(.overflow, at: now, into: &effects)
            return
        }
        wantSnapshot(at: now, into: &effects)
    }

    private func update(_ pending: PendingDepth, kind: BookUpdate.Kind = .delta) -> BookUpdate {
        BookUpdate(
            venue: feed.venue,
            kind: kind,
            sequence: pending.event.last,
            exchangeTime: pending.exchangeTime,
            receiveTime: pending.receiveTime,
            depth: nil,
            bids: pending.bids,
            asks: pending.asks,
            snapshotLimit: kind == .snapshot ? Self.snapshotLevels : nil
        )
    }
}
