import Books

/// What the orders' ends say of their venues.
extension ExecutionDesk {
    /// Notes that an order has come to a phase that says how its venue works.
    mutating func noteOutcome(
        of id: ClientOrderID,
        from before: OrderPhase,
        to after: OrderPhase,
        at now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) {
        guard let outcome = Self.outcome(from: before, to: after), let order = book.order(id) else { return }
        // An order that was in doubt has been counted as that, whatever it came to in the end.
        guard outcome == .ambiguous || !order.wasInDoubt else { return }
        let venue = order.request.venue
        guard paths[venue.slot].breaker.note(outcome, at: now) else { return }
        let reason =
            paths[venue.slot].breaker.isForDoubt ? "three orders in a row in doubt" : "five of twenty orders failed"
        effects.append(
            .remark("venue \(venue.slot + 1): \(reason): nothing new goes there for a while", isWarning: true)
        )
        if paths[venue.slot].breaker.isForDoubt, !paths[venue.slot].gate.isClosed {
            hold(venue, .doubts, at: now, into: &effects)
        }
    }

    /// Ends the breakers whose time is over: what opened on failures comes back with one small order.
    mutating func closeBreakers(at now: MonotonicTime, into effects: inout [TraderEffect]) {
        for slot in paths.indices where paths[slot].breaker.openUntil != nil {
            guard paths[slot].breaker.close(at: now), paths[slot].gate == .open else { continue }
            change(VenueID(slot: slot), to: .reopening, into: &effects)
        }
    }

    // MARK: - The trial

    /// Notes the one order that a venue gets on its way back from a hold.
    mutating func noteTrial(_ request: OrderRequest) {
        guard paths[request.venue.slot].gate == .reopening else { return }
        paths[request.venue.slot].trial = request.id
    }

    /// That order has ended: well, and the venue is open again; refused or after a doubt, and it has to wait longer.
    ///
    /// What other orders come to says nothing: they left before the hold.
    mutating func endTrial(
        of id: ClientOrderID,
        in phase: OrderPhase,
        at now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) {
        guard phase.isClosed, let order = book.order(id) else { return }
        let venue = order.request.venue
        guard paths[venue.slot].trial == id else { return }
        paths[venue.slot].trial = nil
        guard paths[venue.slot].gate == .reopening else { return }
        let endedWell = [.filled, .expired, .cancelled].contains(phase)
        if endedWell, !order.wasInDoubt {
            change(venue, to: .open, into: &effects)
        } else if endedWell || phase == .rejected || order.wasInDoubt {
            paths[venue.slot].breaker.trip(at: now)
            let reason = "the first order after the hold did not end well: the next one waits"
            effects.append(.remark("venue \(venue.slot + 1): \(reason)", isWarning: true))
        }
    }

    private static func outcome(from before: OrderPhase, to after: OrderPhase) -> VenueBreaker.Outcome? {
        guard !before.isClosed else { return nil }
        switch after {
        case .unknown: return .ambiguous
        case .filled, .cancelled, .expired: return .good
        case .rejected: return .failed
        case .draft, .denied, .intent, .sent, .live, .partial, .cancelling, .neverPlaced, .overfilled: return nil
        }
    }
}
