public import Books

/// What a person or a rule does about whether orders may leave.
///
/// What lowers risk is done at once and always; what raises it is refused with a reason where it cannot be.
extension ExecutionDesk {
    // MARK: - All venues

    /// Sends nothing new and cancels what works; a kill stays a kill.
    mutating func hold(_ cause: HoldCause, at now: MonotonicTime, into effects: inout [TraderEffect]) {
        guard mode.sendsOrders else { return }
        change(to: .held(cause, since: now), into: &effects)
        effects.append(.latch(.hold, isClosed: true))
    }

    /// Lets only orders go that make the position smaller, where all went; the trader cancels what works.
    mutating func reduce(_ cause: ReduceCause, at now: MonotonicTime, into effects: inout [TraderEffect]) {
        guard mode.isRunning else { return }
        change(to: .reducing(cause, since: now), into: &effects)
    }

    /// Does what a person asks for, who wants only orders to go that make the position smaller; the reason in a sentence
    /// where that may not be.
    ///
    /// A step to safety while all orders go. From a hold it is a step the other way, which needs what ``run(at:into:)``
    /// needs, and that the person was asked: they may have seen the console still running. Venues that are held apart
    /// stay so.
    mutating func reduce(
        fromHold isAsked: Bool,
        at now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) -> String? {
        switch mode {
        case .running:
            reduce(.person, at: now, into: &effects)
            return nil
        case .reducing:
            return nil
        case .held, .killed:
            if let reason = reasonNotToSend { return reason }
            guard isAsked else { return "held by now: :reduce asks first" }
            openLatches(into: &effects)
            change(to: .reducing(.person, since: now), into: &effects)
            return nil
        }
    }

    /// Lets matches be executed again; the reason in a sentence where that may not be.
    mutating func run(at now: MonotonicTime, into effects: inout [TraderEffect]) -> String? {
        if let reasonNotToSend { return reasonNotToSend }
        for slot in paths.indices {
            if case .held = paths[slot].gate { change(VenueID(slot: slot), to: .open, into: &effects) }
        }
        openLatches(into: &effects)
        if !mode.isRunning { change(to: .running, into: &effects) }
        return nil
    }

    /// Latches the kill switch and cancels everything; the trader switches the strategy off.
    mutating func kill(_ cause: KillCause, at now: MonotonicTime, into effects: inout [TraderEffect]) {
        effects.append(.latch(.kill, isClosed: true))
        guard !mode.isKilled else { return }
        change(to: .killed(cause, since: now), into: &effects)
        kill = paths.indices.map { slot in
            KillProgress(
                opened: openOrders(at: VenueID(slot: slot)),
                lookAt: now,
                repeatAt: now + Self.killRepeat
            )
        }
    }

    /// Clears a kill, if nothing is open and every venue says so; the reason in a sentence where that may not be.
    mutating func rearm(at now: MonotonicTime, into effects: inout [TraderEffect]) -> String? {
        guard mode.isKilled else { return "nothing was killed: there is nothing to clear" }
        let open = openOrderCount
        if open > 0 { return "not cleared: \(open) orders are not proved to be gone" }
        if let slot = kill.firstIndex(where: { $0.confirmedAt == nil }) {
            return "not cleared: venue \(slot + 1) has not confirmed twice that nothing is open"
        }
        if let slot = paths.firstIndex(where: { $0.drift != nil }) {
            return "not cleared: the balances at venue \(slot + 1) are not what the fills make them"
        }
        kill = []
        change(to: .held(.rearmed, since: now), into: &effects)
        effects.append(.latch(.hold, isClosed: true))
        effects.append(.latch(.kill, isClosed: false))
        return nil
    }

    /// Allows orders that cost money, or takes that leave back.
    mutating func arm(_ isArmed: Bool, at now: MonotonicTime, into effects: inout [TraderEffect]) {
        guard needsArming, isArmed != self.isArmed else { return }
        self.isArmed = isArmed
        effects.append(.remark(isArmed ? "armed: orders cost money now" : "disarmed", isWarning: isArmed))
        if !isArmed { hold(.person, at: now, into: &effects) }
    }

    /// Begins the end: nothing new, everything cancelled, and the end as soon as all orders have ended.
    mutating func stop(at now: MonotonicTime, into effects: inout [TraderEffect]) {
        guard stopsAt == nil else { return }
        stopsAt = now + Self.stopSpan
        effects.append(.latch(.hold, isClosed: true))
    }

    /// Whether the end may come now.
    func mayStop(at now: MonotonicTime) -> Bool {
        guard let stopsAt else { return false }
        return now >= stopsAt || !isWaiting
    }

    /// Whether an order may still trade, or has traded by the venue's word and its fills have not come yet.
    private var isWaiting: Bool {
        book.parents.contains { parent in
            parent.children.contains { !$0.record.phase.isClosed || $0.record.missingFills > .zero }
        }
    }

    // MARK: - One venue

    /// Sends nothing new to one venue; the caller cancels what works there.
    mutating func hold(
        _ venue: VenueID,
        _ cause: HoldCause,
        at now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) {
        change(venue, to: .held(cause, since: now), into: &effects)
    }

    /// Does what a person asks of one venue's order path.
    mutating func order(_ gate: GateOrder, at venue: VenueID, at now: MonotonicTime, into effects: inout [TraderEffect])
    {
        switch gate {
        case .cancelOnly: change(venue, to: .cancelOnly, into: &effects)
        case .drain: change(venue, to: .draining, into: &effects)
        case .resume:
            guard paths[venue.slot].gate.isClosed || book.isHalted[venue.slot] else { return }
            book.resume(venue)
            paths[venue.slot].refusals.removeAll()
            paths[venue.slot].breaker.reset()
            paths[venue.slot].isReconciled = false
            paths[venue.slot].readAt = now
            change(venue, to: .reopening, into: &effects)
        }
    }

    /// How many orders may still trade at a venue.
    public func openOrders(at venue: VenueID) -> Int {
        book.parents.reduce(0) { sum, parent in
            sum + parent.children.count { $0.request.venue == venue && !$0.record.phase.isClosed }
        }
    }

    // MARK: - Parts

    /// After how long everything is cancelled once more while a kill is not confirmed.
    static let killRepeat = TimeSpan.milliseconds(500)
    /// How long the end waits for orders.
    static let stopSpan = TimeSpan.milliseconds(2_500)

    /// Why a person may not let orders go, in a sentence; nil if they may.
    private var reasonNotToSend: String? {
        if mode.isKilled { return "killed: :rearm comes first" }
        if !isArmed { return "not armed: :arm comes first" }
        if let journalFailure { return "not running: the journal cannot be written (\(journalFailure))" }
        if let slot = paths.firstIndex(where: { $0.drift != nil }) {
            return
                "not running: the balances at venue \(slot + 1) are not what the fills make them; :accept takes them as they are"
        }
        return nil
    }

    /// A person lets orders go: what only their word opens is opened.
    private mutating func openLatches(into effects: inout [TraderEffect]) {
        book.gate.allowExecutions()
        effects.append(.latch(.watchdog, isClosed: false))
        effects.append(.latch(.hold, isClosed: false))
    }

    private mutating func change(to next: TradingMode, into effects: inout [TraderEffect]) {
        let before = mode
        mode = next
        effects.append(.tradingChanged(from: before, to: next))
    }

    mutating func change(_ venue: VenueID, to next: VenueGateMode, into effects: inout [TraderEffect]) {
        guard paths[venue.slot].gate != next else { return }
        paths[venue.slot].gate = next
        effects.append(.venueGateChanged(venue, next))
    }
}
