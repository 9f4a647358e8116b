import Books

/// The switches by which venues cancel everything when they do not hear from us.
extension ExecutionDesk {
    /// How often they are renewed, and how long they wait.
    static let switchPause = TimeSpan.seconds(20)
    static let switchSpan = TimeSpan.seconds(60)

    /// Sets and renews each venue's switch while orders of ours may be open there, and takes it back when none can be.
    ///
    /// It cancels what others have in the account as well: so it must not go off because the console has ended in order, is
    /// held with nothing open, or because the venue is in maintenance.
    mutating func keepSwitches(at now: MonotonicTime, into effects: inout [TraderEffect]) {
        for slot in paths.indices where hasDeadMansSwitch[slot] && paths[slot].link.isReady {
            let venue = VenueID(slot: slot)
            if needsSwitch(venue) {
                paths[slot].switchOffAt = nil
                guard paths[slot].switchAt.map({ $0 <= now }) ?? true else { continue }
                paths[slot].hasSwitch = true
                paths[slot].switchAt = now + Self.switchPause
                effects.append(.command(venue, .deadMansSwitch(Self.switchSpan)))
                continue
            }
            paths[slot].switchAt = nil
            // Asked again if the answer does not come.
            guard paths[slot].hasSwitch, paths[slot].switchOffAt.map({ $0 <= now }) ?? true else { continue }
            paths[slot].switchOffAt = now + Self.switchPause
            effects.append(.command(venue, .deadMansSwitch(nil)))
        }
    }

    /// Whether an order of ours is open at a venue, or may be in the next moment.
    func needsSwitch(_ venue: VenueID) -> Bool {
        if book.hasOpenOrder(at: venue) { return true }
        let path = paths[venue.slot]
        return mode.sendsOrders && isArmed && stopsAt == nil && !path.gate.isClosed && path.market != .halted
    }
}
