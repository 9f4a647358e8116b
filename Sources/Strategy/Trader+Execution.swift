public import Books

/// Execution within the trader.
extension Trader {
    // MARK: - Inputs

    /// Takes in what a venue's execution client says.
    public mutating func handle(
        _ event: ExecutionEvent,
        at now: MonotonicTime,
        into effects: inout [TraderEffect]
    ) {
        withExecution(at: now, into: &effects) { desk, context, quotes, effects in
            desk.handle(event, context, &quotes, into: &effects)
        }
        end(at: now, into: &effects)
    }

    /// Notes how long ago the watchdog looked: orders are refused while nobody watches.
    public mutating func noteWatchdog(age: TimeSpan, at now: MonotonicTime) {
        execution?.watchdog = WatchdogNote(age: age, at: now)
    }

    /// Does what a person asks for about orders.
    mutating func trade(_ command: OperatorCommand, at now: MonotonicTime, into effects: inout [TraderEffect]) {
        guard execution != nil else {
            // A kill is always done as far as there is something to do: here that is the strategy.
            if case .kill = command { setStrategy(false, at: now, into: &effects) }
            return
        }
        switch command {
        case .kill(let cause):
            // The latch first: whatever comes after it, nothing new leaves.
            execution?.kill(cause, at: now, into: &effects)
            setStrategy(false, at: now, into: &effects)
            cancelAll(nil, at: now, into: &effects)
        case .hold(nil):
            execution?.hold(.person, at: now, into: &effects)
            cancelAll(nil, at: now, into: &effects)
        case .holdBecause(let cause):
            execution?.hold(cause, at: now, into: &effects)
            cancelAll(nil, at: now, into: &effects)
        case .hold(let venue?):
            execution?.hold(venue, .person, at: now, into: &effects)
            cancelAll(venue, at: now, into: &effects)
        case .run(nil):
            let reason = execution?.run(at: now, into: &effects)
            if reason == nil { agreement.believe(consumer) }
            refuse(reason, into: &effects)
        case .run(let venue?), .gate(let venue, .resume):
            withExecution(at: now, into: &effects) { desk, context, quotes, effects in
                desk.order(.resume, at: venue, at: now, into: &effects)
                desk.goOnWithoutFills(at: venue, context, &quotes, into: &effects)
            }
        case .gate(let venue, let gate):
            execution?.order(gate, at: venue, at: now, into: &effects)
            if gate == .cancelOnly { cancelAll(venue, at: now, into: &effects) }
        case .reduce(let isAsked):
            var reason: String?
            withExecution(at: now, into: &effects) { desk, context, _, effects in
                reason = desk.reduce(fromHold: isAsked, at: context.now, into: &effects)
            }
            refuse(reason, into: &effects)
        case .rearm:
            refuse(execution?.rearm(at: now, into: &effects), into: &effects)
        case .arm(let isArmed):
            execution?.arm(isArmed, at: now, into: &effects)
            if !isArmed { cancelAll(nil, at: now, into: &effects) }
        case .cancel(let number):
            cancel(number, at: now, into: &effects)
        case .cancelAll:
            cancelAll(nil, at: now, into: &effects)
        case .acceptBalances:
            let hasAccepted = execution?.acceptBalances() ?? false
            refuse(hasAccepted ? nil : "there is no difference of balances to accept", into: &effects)
        case .limit(let name, let value, let isAsked):
            refuse(execution?.setLimit(name, to: value, isAsked: isAsked, into: &effects), into: &effects)
        case .journal(let failure):
            noteJournal(failure, at: now, into: &effects)
        case .reconnect, .strategyOn, .strategyOff, .set, .remark, .stop:
            break
        }
        execution?.tellGates(into: &effects)
        end(at: now, into: &effects)
    }

    /// Begins the end: with orders open it comes when they have ended, or after a bounded time.
    mutating func stop(at now: MonotonicTime, into effects: inout [TraderEffect]) {
        guard execution != nil else {
            effects.append(.stopped)
            return
        }
        setStrategy(false, at: now, into: &effects)
        execution?.stop(at: now, into: &effects)
        cancelAll(nil, at: now, into: &effects)
        execution?.tellGates(into: &effects)
        end(at: now, into: &effects)
    }

    // MARK: - Steps

    /// Executes what the market has reached, and does what is due.
    mutating func execute(at now: MonotonicTime, into effects: inout [TraderEffect]) {
        guard execution != nil else { return }
        withExecution(at: now, into: &effects) { desk, context, quotes, effects in
            desk.step(context, &quotes, into: &effects)
        }
        end(at: now, into: &effects)
    }

    // MARK: - Parts

    /// Lets `body` work with the desk, the market of this instant and the trader book; then what was filled is ours.
    ///
    /// The desk is taken out meanwhile: within an optional of `self` the compiler cannot tell the parts apart.
    private mutating func withExecution(
        at now: MonotonicTime,
        into effects: inout [TraderEffect],
        _ body: (inout ExecutionDesk, TradingContext, inout TraderBook, inout [TraderEffect]) -> Void
    ) {
        guard var desk = execution.take() else { return }
        let context = TradingContext(
            consumer: consumer,
            venues: venues,
            venuesAgree: decoupling == nil,
            sigma: self.desk?.sigmaMillionths,
            now: now
        )
        let wasReducing = desk.mode.isReducing
        body(&desk, context, &traderBook, &effects)
        desk.cancelWhatIsClosed(context, &traderBook, into: &effects)
        if desk.mode.isReducing, !wasReducing {
            // What was decided before may make the position larger: it is taken back as far as it can be.
            desk.book.cancelAll(of: nil, desk.market(context), at: now, into: &desk.inner)
            desk.perform(&traderBook, at: now, into: &effects)
            self.desk?.quoteAnew(&traderBook)
        }
        inventory = desk.book.ledger.position
        execution = desk
        // A kill by a rule is a kill: nothing is quoted any more.
        if desk.mode.isKilled, self.desk?.state != .off { setStrategy(false, at: now, into: &effects) }
    }

    private mutating func cancelAll(_ venue: VenueID?, at now: MonotonicTime, into effects: inout [TraderEffect]) {
        withExecution(at: now, into: &effects) { desk, context, quotes, effects in
            desk.owesCancels = false
            desk.book.cancelAll(of: venue, desk.market(context), at: now, into: &desk.inner)
            desk.perform(&quotes, at: now, into: &effects)
        }
    }

    private mutating func cancel(_ number: Int64, at now: MonotonicTime, into effects: inout [TraderEffect]) {
        guard let order = execution?.book.order(numbered: number) else {
            refuse("there is no order \(number)", into: &effects)
            return
        }
        withExecution(at: now, into: &effects) { desk, context, quotes, effects in
            let isOpen = desk.book.cancel(order.request.id, desk.market(context), at: now, into: &desk.inner)
            desk.perform(&quotes, at: now, into: &effects)
            if !isOpen {
                effects.append(.remark("order \(number) has ended: there is nothing to cancel", isWarning: false))
            }
        }
    }

    private mutating func noteJournal(_ failure: String?, at now: MonotonicTime, into effects: inout [TraderEffect]) {
        execution?.journalFailure = failure
        guard let failure else { return }
        execution?.hold(.journal(failure), at: now, into: &effects)
        cancelAll(nil, at: now, into: &effects)
    }

    private func refuse(_ sentence: String?, into effects: inout [TraderEffect]) {
        if let sentence { effects.append(.remark(sentence, isWarning: true)) }
    }

    private mutating func end(at now: MonotonicTime, into effects: inout [TraderEffect]) {
        if execution?.mayStop(at: now) ?? false, !hasEnded {
            hasEnded = true
            effects.append(.stopped)
        }
    }
}
