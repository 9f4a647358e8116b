import Books

/// What a connection is watched for.
extension FeedMachine {
    /// Where the effects of one session step begin.
    struct Mark {
        let events: Int
        let acts: Int

        init(_ effects: borrowing SessionEffects) {
            events = effects.market.events.count
            acts = effects.acts.count
        }
    }

    /// Reads what the session has just said and does what is the feed's part of it.
    mutating func follow(_ mark: Mark, at now: MonotonicTime, _ effects: inout SessionEffects) {
        var fault: ResyncReason?
        var saysLive = false
        let end = effects.market.events.count
        for index in mark.events..<end {
            switch effects.market.events[index] {
            case .state(_, let state, _):
                sessionState = state
                saysLive = state.isLive
                if state.isLive { policy.succeeded() }
                if case .resyncing(let reason) = state { fault = reason }
            case .book(let update):
                take(update)
            case .top(let top):
                if sessionState.isLive { lagWatch.take(top, beside: sequence, at: now) }
            case .trade(let trade):
                guard let delay = delay(of: trade.exchangeTime, readAt: now) else { continue }
                delays.take(delay)
                prove(by: delay, readAt: now)
                lagWatch.take(tradeDelay: delay, at: now)
            case .listing, .heard, .timing:
                continue
            }
        }
        if let reason = disconnection(mark, in: &effects) {
            lose(reason, at: now, into: &effects)
        } else if let fault, phase == .open {
            judge(fault, mark, at: now, into: &effects)
        }
        guard phase == .open else { return }
        // An answer by REST can complete a book that nothing proves current.
        if saysLive, let doubt { tell(doubt, at: now, into: &effects) }
        weigh(at: now, into: &effects)
        if end > mark.events { tellTiming(at: now, into: &effects) }
    }

    /// The session's word that it gives the connection up, taken out of the acts.
    private func disconnection(_ mark: Mark, in effects: inout SessionEffects) -> DownReason? {
        var reason: DownReason?
        for index in mark.acts..<effects.acts.count {
            guard case .disconnect(let cause) = effects.acts[index] else { continue }
            reason = reason ?? cause
        }
        guard reason != nil else { return nil }
        effects.acts.removeAll { act in
            if case .disconnect = act { true } else { false }
        }
        return reason
    }

    /// Counts the reasons for which a book was thrown away, and draws the consequence when there are too many.
    private mutating func judge(
        _ fault: ResyncReason,
        _ mark: Mark,
        at now: MonotonicTime,
        into effects: inout SessionEffects
    ) {
        switch fault {
        case .checksum, .crossed, .topMismatch:
            guard bookFaults.note(at: now) else { return }
            // What the session asks for in order to begin again is not sent any more.
            Self.dropRequests(from: mark, &effects)
            let until = now + Self.distrustSpan
            leave(.distrusted(fault, until: until), until: until, at: now, into: &effects)
        case .unreadable:
            guard unreadable.note(at: now) else { return }
            let seconds = unreadable.span.milliseconds / 1_000
            let cause = "\(unreadable.limit) messages within \(seconds) s could not be read"
            Self.dropRequests(from: mark, &effects)
            lose(.unreadable(cause), at: now, into: &effects)
        case .gap, .overflow, .requested:
            // A gap is the network's or the venue's mishap and no sign of a wrong book.
            break
        }
    }

    private static func dropRequests(from mark: Mark, _ effects: inout SessionEffects) {
        for index in (mark.acts..<effects.acts.count).reversed() {
            switch effects.acts[index] {
            case .send, .request: effects.acts.remove(at: index)
            case .open, .close, .ping, .disconnect, .ending, .note: continue
            }
        }
    }

    // MARK: - Signs of life and of age

    /// When the lack of a sign has its next consequence.
    var signDeadline: MonotonicTime {
        var due = lastHeard + deadAfter
        if pending == nil { due = min(due, provedAt + pingAfter) }
        switch doubt {
        case .age: return due
        case .lag: return min(due, lastHeard + session.capabilities.staleAfter)
        case nil: return min(due, provedAt + session.capabilities.staleAfter)
        }
    }

    /// A venue that answers is never old: a quiet market is asked for a sign before its book counts as stale.
    private var pingAfter: TimeSpan {
        TimeSpan(nanoseconds: session.capabilities.staleAfter.nanoseconds / 2)
    }

    /// A halted market has nothing to say but the venue's pings.
    private var deadAfter: TimeSpan {
        sessionState == .halted
            ? max(session.capabilities.deadAfter, Self.haltedDeadAfter) : session.capabilities.deadAfter
    }

    /// Three times the twenty seconds between two of Binance's pings.
    private static var haltedDeadAfter: TimeSpan { .seconds(60) }

    /// Takes in that the venue has answered a ping.
    mutating func answered(_ ping: UInt64, at now: MonotonicTime, into effects: inout SessionEffects) {
        lastHeard = now
        guard let sent = pending, sent.ping == ping else { return }
        pending = nil
        prove(sent.at)
        lagWatch.answered(askedAt: sent.at)
        weigh(at: now, into: &effects)
    }

    /// Everything that the venue had sent by that moment has been read.
    private mutating func prove(_ moment: MonotonicTime) {
        provedAt = max(provedAt, moment)
    }

    /// A stamp is worth as much as the venue's clock is known; one that seems to come from the future shows that it is not.
    private mutating func prove(by delay: TimeSpan, readAt moment: MonotonicTime) {
        guard let error = session.clock?.error, delay.nanoseconds >= -error.nanoseconds else { return }
        let (age, overflow) = max(delay.nanoseconds, 0).addingReportingOverflow(error.nanoseconds)
        guard !overflow, age <= session.capabilities.staleAfter.nanoseconds else { return }
        prove(moment + TimeSpan(nanoseconds: -age))
    }

    /// Does what the lack of signs asks for.
    mutating func watchSigns(at now: MonotonicTime, into effects: inout SessionEffects) {
        let silence = now - lastHeard
        if silence >= deadAfter {
            lose(.silence(silence), at: now, into: &effects)
            return
        }
        if pending == nil, now - provedAt >= pingAfter {
            pings += 1
            pending = (pings, now)
            effects.acts.append(.ping(pings))
        }
        weigh(at: now, into: &effects)
    }

    /// Lets a book that is late or old not be live, and one that is current again be.
    mutating func weigh(at now: MonotonicTime, into effects: inout SessionEffects) {
        guard phase == .open else { return }
        let before = doubt
        let lag = lagWatch.lag(at: now)
        let bound = session.capabilities.staleAfter
        if now - lastHeard < bound, let lag {
            // How late it was when it became so: a doubt is told once.
            if case .lag = before { return }
            doubt = .lag(lag)
            // Rather the clock was stepped than that the venue is late: measured anew, it shows.
            session.handle(.measureClock, at: now, into: &effects)
        } else {
            doubt = now - provedAt >= bound ? .age : nil
        }
        guard doubt != before else { return }
        tell(doubt, at: now, into: &effects)
    }

    /// Says what the doubt makes of a book that the session calls live.
    private func tell(_ doubt: Doubt?, at now: MonotonicTime, into effects: inout SessionEffects) {
        guard sessionState.isLive else { return }
        switch doubt {
        case .age: effects.market.append(.state(venue, .stale, at: now))
        case .lag(let span): effects.market.append(.state(venue, .lagging(span), at: now))
        case nil: effects.market.append(.state(venue, sessionState, at: now))
        }
    }

    // MARK: - Lateness

    private mutating func take(_ update: BookUpdate) {
        sequence = update.sequence
        let delay = delay(of: update.exchangeTime, readAt: update.receiveTime)
        lagWatch.take(update, delay: delay, at: update.receiveTime)
        guard let delay else { return }
        prove(by: delay, readAt: update.receiveTime)
        if update.kind == .delta { delays.take(delay) }
    }

    private func delay(of stamp: WallTime?, readAt moment: MonotonicTime) -> TimeSpan? {
        guard let stamp, let clock = session.clock else { return nil }
        return clock.delay(of: stamp, readAt: moment)
    }

    /// Says about once a second how late the messages are, once the venue's clock was measured.
    private mutating func tellTiming(at now: MonotonicTime, into effects: inout SessionEffects) {
        guard let clock = session.clock else { return }
        if let told = toldTiming {
            // After a step of the clock the delays before it mean nothing.
            let (step, overflow) = clock.origin.nanoseconds.subtractingReportingOverflow(told.clock.origin.nanoseconds)
            if overflow || step.magnitude > LagWatch.limit.nanoseconds.magnitude {
                delays.removeAll()
                lagWatch.reset()
            } else if now - told.at < .seconds(1) {
                return
            }
        }
        let quantiles = delays.quantiles()
        if let median = quantiles?.median, median.nanoseconds < -clock.error.nanoseconds {
            session.handle(.measureClock, at: now, into: &effects)
        }
        toldTiming = (now, clock)
        effects.market.append(
            .timing(
                venue,
                FeedTiming(clock: clock, median: quantiles?.median, percentile99: quantiles?.percentile99)
            )
        )
    }

    // MARK: - Renewal

    /// Says that the connection is so old that another has to take over.
    mutating func watchRenewal(at now: MonotonicTime, into effects: inout SessionEffects) {
        guard phase == .open, let due = renewAt, due <= now, let age = session.capabilities.renewAfter else { return }
        renewAt = nil
        let hours = age.milliseconds / 3_600_000
        effects.acts.append(.ending("it is \(hours) h old and the venue will end it soon"))
    }
}
