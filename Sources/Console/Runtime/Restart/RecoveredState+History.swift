public import Books
public import Journal
public import Strategy

extension RecoveredState {
    /// What a journal says of earlier starts with the same accounts; nil where it says nothing that concerns this one: it
    /// is empty, or of another instrument or other venues.
    ///
    /// Deadlines were written by the calendar, because the steady clock of an earlier start means nothing after the
    /// machine was started again; here they become instants of this start's steady clock, which shows `now` at `wallTime`.
    public init?(
        _ history: JournalHistory,
        instrument: Instrument,
        venues: [String],
        at now: MonotonicTime,
        wallTime: WallTime
    ) {
        guard let epoch = history.epoch, let ledger = history.ledger, epoch.instrument == instrument,
            epoch.venues == venues
        else { return nil }
        let steady = { (time: WallTime) in
            let span = Int128(time.nanoseconds) - Int128(wallTime.nanoseconds)
            return MonotonicTime(nanoseconds: Int64(clamping: Int128(now.nanoseconds) + span))
        }
        var orders: [RecoveredOrder] = []
        var readSince = history.lastTrades.compactMap(\.self).min()
        for order in history.orders {
            // What is spoken of without an intent is no order that was made here: the venue's answer shows what it is.
            guard let intent = order.intent else { continue }
            orders.append(
                RecoveredOrder(
                    request: intent.request.expiring(at: steady(intent.expiresAt)),
                    fencePassesAt: steady(intent.fencePassesAt),
                    since: order.since,
                    evidence: order.evidence
                )
            )
            readSince = min(readSince ?? order.since, order.since)
        }
        self.init(
            orders: orders,
            ledger: ledger,
            openings: Array(history.openings.prefix(venues.count)),
            readSince: readSince
        )
    }
}

extension OrderRequest {
    /// The same order with its expiry by another clock.
    fileprivate func expiring(at time: MonotonicTime) -> OrderRequest {
        OrderRequest(
            id: id,
            venue: venue,
            side: side,
            limit: limit,
            quantity: quantity,
            timeInForce: timeInForce,
            expiresAt: time
        )
    }
}
