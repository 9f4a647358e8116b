import Books

/// Taking up what an earlier start of the console has left.
extension ExecutionBook {
    /// How far the calendar of an earlier start may have been from the venue's.
    private static let calendarMargin = TimeSpan.seconds(300)

    /// Remembers the orders of earlier starts, and the ledger that all fills so far make.
    ///
    /// What was on its way is in doubt from now on: nothing is ever sent again, it is asked for. What is left of their
    /// matches is not routed again, for the quotes that they were for are gone.
    mutating func recover(_ state: RecoveredState, at now: MonotonicTime) {
        precondition(parents.isEmpty, "orders of earlier starts have to be known before the first of this one")
        ledger = state.ledger
        let orders = state.orders.sorted { Self.place($0.request.id) < Self.place($1.request.id) }
        for order in orders {
            let id = order.request.id
            guard id.epoch < configuration.epoch else { continue }
            if parents.last?.epoch != id.epoch || parents.last?.number != id.match {
                parents.append(ParentOrder(recovered: order.request, decidedAt: now))
            }
            let index = parents.count - 1
            var record = OrderRecord(order.request, fence: Fence(passesAt: order.fencePassesAt))
            record.add(.intent)
            for evidence in order.evidence { record.add(evidence) }
            if record.phase == .intent || record.phase == .sent { record.add(.ambiguous(.restart)) }
            // As it was when that was found out, and once more if a person has opened the venue since: they look again.
            if !record.flags.isDisjoint(with: [.haltVenue, .contradiction]) {
                isHalted[order.request.venue.slot] = true
            }
            var child = ChildOrder(record, recoveredAt: now, number: nextChild)
            nextChild += 1
            child.tradesSince = order.since.map {
                WallTime(nanoseconds: $0.nanoseconds - Self.calendarMargin.nanoseconds)
            }
            child.doubtSince = record.phase == .unknown ? now : nil
            child.checkAt = record.phase.isClosed && record.missingFills == .zero ? nil : now
            child.closedAt = record.phase.isClosed ? now : nil
            parents[index].add(recovered: child)
        }
        for index in parents.indices where parents[index].phase != .working { parents[index].endedAt = now }
    }

    /// Asks anew about every order at a venue whose end is not known: what was asked while it was away was asked of nobody.
    mutating func askAgain(at venue: VenueID, at now: MonotonicTime) {
        for parent in parents.indices {
            for child in parents[parent].children.indices {
                let order = parents[parent].children[child]
                guard order.request.venue == venue, order.heldUntil == nil, order.record.phase != .draft,
                    order.isOpen || order.awaitsFills
                else { continue }
                parents[parent].children[child].checkAt = min(order.checkAt ?? now, now)
                if order.record.phase == .unknown { parents[parent].children[child].needsCancel = true }
            }
        }
    }

    /// The order of names over all starts: by start, match, leg and try.
    private static func place(_ id: ClientOrderID) -> (UInt32, UInt64, UInt8, Int) {
        (id.epoch, id.match, id.leg, id.attempt)
    }
}
