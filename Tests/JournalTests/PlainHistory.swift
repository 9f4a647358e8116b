import Books
import Journal
import Strategy

/// What a journal amounts to, computed from the whole list of entries each time, by its meaning and not by its steps.
struct PlainHistory {
    let entries: [(entry: JournalEntry, wall: WallTime)]

    /// The newest start and whether it has ended.
    var epoch: JournalEpoch? {
        entries.reversed().lazy.compactMap { if case .epoch(let epoch) = $0.entry { epoch } else { nil } }.first
    }

    /// The orders without a seal of their own and without a comparison that settled them.
    var openOrders: [ClientOrderID] {
        entries.enumerated().compactMap { place, element in
            guard case .intent(let intent) = element.entry, !isSealed(intent, since: element.wall, place) else {
                return nil
            }
            return intent.request.id
        }
    }

    /// What was said about an order, each thing once.
    func evidence(of id: ClientOrderID, before end: Int? = nil) -> [OrderEvidence] {
        var said: [OrderEvidence] = []
        for (entry, _) in entries.prefix(end ?? entries.count) {
            guard case .evidence(_, id, let evidence) = entry, !said.contains(evidence) else { continue }
            said.append(evidence)
        }
        return said
    }

    /// Every fill with a new name once, booked from the first.
    var ledger: Ledger {
        var ledger = Ledger(JournalBench.instrument, venueCount: 2)
        var seen: Set<String> = []
        for (entry, _) in entries {
            guard case .evidence(let venue, let id, .fill(let fill)) = entry,
                seen.insert(id.text + fill.trade.text).inserted
            else { continue }
            do { try ledger.book(fill, id.side, at: venue) } catch { preconditionFailure("\(error)") }
        }
        return ledger
    }

    /// Whether the last word about the kill latch is that it is closed.
    var isKilled: Bool {
        for (entry, _) in entries.reversed() {
            guard case .mode(let change) = entry, change.venue == nil else { continue }
            if change.to == .killed { return true }
            if change.from == .killed, change.to == .paused || change.to == .run { return false }
        }
        return false
    }

    /// The last word about each limit since the last start with another instrument.
    var limits: [LimitName: Int64] {
        var limits: [LimitName: Int64] = [:]
        for (entry, _) in entries {
            if case .limit(let change) = entry { limits[change.name] = change.after }
        }
        return limits
    }

    private func isSealed(_ intent: OrderIntent, since: WallTime, _ start: Int) -> Bool {
        let id = intent.request.id
        for place in start..<entries.count {
            switch entries[place].entry {
            case .sealed(_, id): return true
            case .reconciled(let outcome) where outcome.venue == intent.request.venue && outcome.differences.isEmpty:
                guard let read = outcome.tradesSince, read.nanoseconds <= since.nanoseconds - 5_000_000_000,
                    outcome.askedAt >= intent.fencePassesAt
                else { continue }
                let said = evidence(of: id, before: place)
                guard let last = lastNews(of: id, before: place) ?? Optional(since),
                    outcome.askedAt.nanoseconds - last.nanoseconds >= 60_000_000_000
                else { continue }
                var record = OrderRecord(
                    intent.request,
                    fence: Fence(expiresAt: intent.request.expiresAt, rule: .engineDeadline, clockError: .zero)
                )
                for evidence in said { record.add(evidence) }
                record.add(.intent)
                if record.phase.isClosed, record.missingFills == .zero { return true }
            default: break
            }
        }
        return false
    }

    private func lastNews(of id: ClientOrderID, before end: Int) -> WallTime? {
        var said: Set<OrderEvidence> = []
        var last: WallTime?
        for (entry, wall) in entries.prefix(end) {
            guard case .evidence(_, id, let evidence) = entry, said.insert(evidence).inserted else { continue }
            last = wall
        }
        return last
    }
}
