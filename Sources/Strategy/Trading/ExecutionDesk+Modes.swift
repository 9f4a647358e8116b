public import Books

/// What a person or a rule does about whether orders may leave.
///
/// What lowers risk is done at once and always; what raises it is refused with a reason where it cannot be.
extension ExecutionDesk {
    // MARK: - All venues

    /// Sends nothing new and cancels what works; a kill stays a kill.
    mutating func hold(_ cause: HoldCause, at now: MonotonicTime, into effects: inout [TraderEffect]) {
        guard mode.sendsOrders else { return }
        owesCancels = true
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

    /// Lets matches be executed again, at venues that were held by way of one small order; the reason in a sentence where
    /// that may not be.
    mutating func run(at now: MonotonicTime, into effects: inout [TraderEffect]) -> String? {
        if let reasonNotToSend { return reasonNotToSend }
        for slot in paths.indices {
            if case .held = paths[slot].gate { order(.resume, at: VenueID(slot: slot), at: now, into: &effects) }
        }
        openLatches(into: &effects)
        if !mode.isRunning { change(to: .running, into: &effects) }
        return nil
    }

    /// Latches the kill switch and cancels everything; the trader switches the strategy off.
    mutating func kill(_ cause: KillCause, at now: MonotonicTime, into effects: inout [TraderEffect]) {
        effects.append(.latch(.kill, isClosed: true))
        // A second one verifies anew: what a venue has said once may be true no longer.
        if !mode.isKilled { change(to: .killed(cause, since: now), into: &effects) }
        kill = paths.indices.map { slot in
            KillProgress(
                opened: openOrders(at: VenueID(slot: slot)),
                since: now,
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
        for slot in paths.indices { paths[slot].switchOffAt = nil }
        keepSwitches(at: now, into: &effects)
    }

    /// Whether the end may come now.
    func mayStop(at now: MonotonicTime) -> Bool {
        guard let stopsAt else { return false }
        return now >= stopsAt || !(isWaiting || isSwitchingOff)
    }

    /// Whether a venue was told to forget its switch, and has not said that it has: left alone it would cancel what others
    /// have there.
    private var isSwitchingOff: Bool {
        paths.indices.contains { slot in
            paths[slot].hasSwitch && paths[slot].link.isReady && !needsSwitch(VenueID(slot: slot))
        }
    }

    /// Whether an order may still trade, or has traded by the venue's word and its fills have not come yet.
    private var isWaiting: Bool {
        book.parents.contains { parent in
            parent.children.contains { $0.isOpen || $0.awaitsFills }
        }
    }

    /// Our clock has jumped: what was known of the venues' clocks by it is void, and nothing is sent until they are measured.
    mutating func forgetClocks() {
        for slot in paths.indices { paths[slot].clock = nil }
    }

    /// Asks for the cancellation of what works where a rule has closed the console or a venue in this step.
    mutating func cancelWhatIsClosed(
        _ context: TradingContext,
        _ quotes: inout TraderBook,
        into effects: inout [TraderEffect]
    ) {
        guard owesCancels else { return }
        owesCancels = false
        for slot in paths.indices where !mode.sendsOrders || paths[slot].gate.isClosed && paths[slot].gate != .draining
        {
            book.cancelAll(of: VenueID(slot: slot), market(context), at: context.now, into: &inner)
        }
        perform(&quotes, at: context.now, into: &effects)
    }

    // MARK: - One venue

    /// Sends nothing new to one venue, and cancels what works there.
    mutating func hold(
        _ venue: VenueID,
        _ cause: HoldCause,
        at now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) {
        owesCancels = true
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
            paths[venue.slot].trial = nil
            paths[venue.slot].breaker.reset()
            paths[venue.slot].isReconciled = false
            paths[venue.slot].readAt = now
            change(venue, to: .reopening, into: &effects)
        }
    }

    /// Goes on without what a venue will not tell, where a person resumes it; the balances show what it was.
    mutating func goOnWithoutFills(
        at venue: VenueID,
        _ context: TradingContext,
        _ quotes: inout TraderBook,
        into effects: inout [TraderEffect]
    ) {
        let given = book.giveUp(at: venue, market(context), at: context.now, into: &inner)
        guard !given.isEmpty else { return }
        for part in given { quotes.fill(part.quote, part.quantity) }
        // The ledger lacks what they were: nothing goes there before the balances agree, or a person takes them.
        paths[venue.slot].isReconciled = false
        paths[venue.slot].wasCompared = false
        paths[venue.slot].driftSeen = nil
        paths[venue.slot].readAt = context.now
        let words = "goes on without what it does not tell of orders; their balances are compared"
        effects.append(.remark("venue \(venue.slot + 1): \(words)", isWarning: true))
        perform(&quotes, at: context.now, into: &effects)
    }

    /// How many orders may still trade at a venue.
    public func openOrders(at venue: VenueID) -> Int {
        book.parents.reduce(0) { sum, parent in
            sum + parent.children.count { $0.request.venue == venue && $0.isOpen }
        }
    }

    // MARK: - Parts

    /// After how long everything is cancelled once more while a kill is not confirmed.
    static let killRepeat = TimeSpan.milliseconds(500)
    /// And while the venue's private stream is away.
    static let killRepeatAway = TimeSpan.seconds(2)
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
        // Cleared by then; but a closing by another thread between the clearing and its effect had kept it closed.
        effects.append(.latch(.kill, isClosed: false))
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
