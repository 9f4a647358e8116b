public import Books
public import Journal
public import Strategy

extension RecoveredState {
    /// What a journal says of earlier starts with the same accounts; nil where it says nothing that concerns this one: it
    /// is empty, or of another instrument or other venues.
    ///
    /// Deadlines were written by both clocks; here they become instants of this start's steady clock, which shows `now` at
    /// `wallTime`. `fences` are the venues' rules by slot, `clockError` is the most by which the clock of an order's
    /// deadline may have been wrong.
    public init?(
        _ history: JournalHistory,
        instrument: Instrument,
        venues: [String],
        fences: [FenceRule],
        clockError: TimeSpan,
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
            let slot = intent.request.venue.slot
            // A venue that is not traded at any more: the longest wait.
            let rule = slot < fences.count ? fences[slot] : .receiveWindow
            // Not a byte of an order has left since the crash, so that no venue takes one later than this, whatever the
            // calendar says. Before it the fence has passed only if both clocks say so: the calendar may have been set, and
            // the steady clock may be that of another machine.
            let latest = Fence(expiresAt: now + rule.window, rule: rule, clockError: clockError)
            orders.append(
                RecoveredOrder(
                    request: intent.request.expiring(at: steady(intent.expiresAt)),
                    fencePassesAt: min(max(steady(intent.fencePassesAt), intent.fenceBySteadyClock), latest.passesAt),
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
            readSince: readSince,
            gates: history.venueModes.prefix(venues.count).map { $0.map { Self.gate($0.to, at: now) } ?? .open }
        )
    }

    /// What may go to a venue that was in a mode.
    private static func gate(_ mode: JournalMode, at now: MonotonicTime) -> VenueGateMode {
        switch mode {
        case .run: .open
        case .cancelOnly: .cancelOnly
        case .draining: .draining
        case .reconciling: .reopening
        // The last three are modes of the whole console: of a venue they can only mean that nothing goes.
        case .paused, .reducing, .killed, .halted: .held(.restart, since: now)
        }
    }
}

extension OrderIntent {
    /// When the fence passes by the steady clock of the start that wrote the intent.
    ///
    /// It proves something to a later start of the same machine too. That clock counts from when the machine came up: it is
    /// the same one, or it began after the order was decided, and then at least as much time has passed as it shows.
    fileprivate var fenceBySteadyClock: MonotonicTime {
        let wait = Int128(fencePassesAt.nanoseconds) - Int128(expiresAt.nanoseconds)
        return MonotonicTime(nanoseconds: Int64(clamping: Int128(request.expiresAt.nanoseconds) + max(0, wait)))
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
