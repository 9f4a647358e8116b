public import Books

/// A venue's feed as a machine: connects, runs the session, watches for silence, and connects again for ever.
public struct FeedMachine<Session: MarketDataSession>: Sendable {
    private enum Phase: Sendable, Equatable {
        /// Not started. Moves to `opening` when it is.
        case idle
        /// A connection is being made. Moves to `open` or `waiting`.
        case opening
        /// Connected. Moves to `waiting` when the connection is lost, by itself, by the venue or by silence.
        case open
        /// Waiting for the next attempt. Moves to `opening` then, or when a person asks for it.
        case waiting(until: MonotonicTime)
    }

    private let venue: VenueID
    private var session: Session
    private var policy: ReconnectPolicy
    private var phase = Phase.idle
    private var lastHeard = MonotonicTime(nanoseconds: 0)
    /// What the session last said the book is worth; the machine itself adds only staleness to it.
    private var sessionState = FeedState.connecting
    private var isStale = false

    /// A feed that runs `session` for the slot `venue`; `seed` decides the jitter of its attempts.
    public init(venue: VenueID, session: Session, seed: UInt64) {
        self.venue = venue
        self.session = session
        policy = ReconnectPolicy(spacing: session.capabilities.connectSpacing, seed: seed)
    }

    /// When ``FeedInput/deadlineReached`` is due, if nothing else happens before.
    public var deadline: MonotonicTime? {
        switch phase {
        case .idle, .opening:
            return nil
        case .waiting(let until):
            return until
        case .open:
            let silence = isStale ? deadAfter : session.capabilities.staleAfter
            let silenceDue = lastHeard + silence
            return session.deadline.map { min($0, silenceDue) } ?? silenceDue
        }
    }

    // MARK: - Inputs

    /// Takes one whole text message of the stream in.
    public mutating func receive(_ message: Span<UInt8>, at now: MonotonicTime, into effects: inout SessionEffects) {
        guard phase == .open else { return }
        hear(at: now, into: &effects)
        let mark = Mark(effects)
        session.receive(message, at: now, into: &effects)
        follow(mark, at: now, &effects)
    }

    /// Takes an input in.
    public mutating func handle(_ input: FeedInput, at now: MonotonicTime, into effects: inout SessionEffects) {
        switch input {
        case .started:
            open(at: now, into: &effects)
        case .opened:
            guard phase == .opening else { return }
            phase = .open
            lastHeard = now
            pass(.connected, at: now, into: &effects)
        case .failed(let error):
            lose(.transport(error.message), at: now, into: &effects)
        case .closedByVenue(let words):
            lose(.closedByVenue(words), at: now, into: &effects)
        case .heard:
            guard phase == .open else { return }
            hear(at: now, into: &effects)
        case .answer(let number, let result):
            pass(.answer(number, result), at: now, into: &effects)
        case .command(let command):
            obey(command, at: now, into: &effects)
        case .deadlineReached:
            deadlineReached(at: now, into: &effects)
        }
    }

    // MARK: - Parts

    /// Where the effects of one session step begin.
    private struct Mark {
        let events: Int
        let acts: Int

        init(_ effects: borrowing SessionEffects) {
            events = effects.market.events.count
            acts = effects.acts.count
        }
    }

    private mutating func open(at now: MonotonicTime, into effects: inout SessionEffects) {
        phase = .opening
        isStale = false
        policy.attempted(at: now)
        say(.connecting, at: now, into: &effects)
        effects.acts.append(.open(session.endpoint, timeout: .seconds(10)))
    }

    private mutating func pass(_ input: SessionInput, at now: MonotonicTime, into effects: inout SessionEffects) {
        let mark = Mark(effects)
        session.handle(input, at: now, into: &effects)
        follow(mark, at: now, &effects)
    }

    /// Reads what the session has just said and does what is the feed's part of it.
    private mutating func follow(_ mark: Mark, at now: MonotonicTime, _ effects: inout SessionEffects) {
        for index in mark.events..<effects.market.events.count {
            guard case .state(_, let state, _) = effects.market.events[index] else { continue }
            sessionState = state
            if state.isLive { policy.succeeded() }
        }
        // An answer by REST can complete a book whose stream has been silent for too long.
        if isStale, sessionState.isLive, effects.market.events.count > mark.events {
            effects.market.append(.state(venue, .stale, at: now))
        }
        var reason: DownReason?
        for index in mark.acts..<effects.acts.count {
            guard case .disconnect(let cause) = effects.acts[index] else { continue }
            reason = reason ?? cause
        }
        guard let reason else { return }
        effects.acts.removeAll { act in
            if case .disconnect = act { true } else { false }
        }
        lose(reason, at: now, into: &effects)
    }

    private mutating func lose(_ reason: DownReason, at now: MonotonicTime, into effects: inout SessionEffects) {
        switch phase {
        case .idle, .waiting:
            return
        case .opening, .open:
            let retryAt = policy.failed(at: now)
            phase = .waiting(until: retryAt)
            // The state goes first: the book leaves the matchable book before anything else happens.
            say(.down(reason, attempt: policy.failures, retryAt: retryAt), at: now, into: &effects)
            session.handle(.disconnected, at: now, into: &effects)
            effects.acts.append(.close)
        }
    }

    private mutating func hear(at now: MonotonicTime, into effects: inout SessionEffects) {
        lastHeard = now
        guard isStale else { return }
        isStale = false
        effects.market.append(.state(venue, sessionState, at: now))
    }

    private mutating func obey(_ command: FeedCommand, at now: MonotonicTime, into effects: inout SessionEffects) {
        switch (command, phase) {
        case (.resync(let reason), .open):
            pass(.resync(reason), at: now, into: &effects)
        case (.reconnect, .waiting):
            hurry(at: now, into: &effects)
        case (.reconnect, .open):
            lose(.transport("a new connection was asked for"), at: now, into: &effects)
            hurry(at: now, into: &effects)
        case (.resync, .idle), (.resync, .opening), (.resync, .waiting), (.reconnect, .idle), (.reconnect, .opening):
            // A book that is on its way anyway needs no second request.
            break
        }
    }

    /// Makes the next attempt at once, or as soon as the venue's limit allows: a held key must not get us banned.
    private mutating func hurry(at now: MonotonicTime, into effects: inout SessionEffects) {
        let allowedAt = policy.allowedAt
        guard allowedAt > now else {
            open(at: now, into: &effects)
            return
        }
        phase = .waiting(until: allowedAt)
        guard case .down(let reason, let attempt, _) = sessionState else { return }
        say(.down(reason, attempt: attempt, retryAt: allowedAt), at: now, into: &effects)
    }

    private mutating func deadlineReached(at now: MonotonicTime, into effects: inout SessionEffects) {
        switch phase {
        case .idle, .opening:
            break
        case .waiting(let until):
            if until <= now { open(at: now, into: &effects) }
        case .open:
            watchSilence(at: now, into: &effects)
            guard phase == .open, let due = session.deadline, due <= now else { return }
            pass(.deadlineReached, at: now, into: &effects)
        }
    }

    /// A halted market has nothing to say but the venue's pings.
    private var deadAfter: TimeSpan {
        sessionState == .halted
            ? max(session.capabilities.deadAfter, Self.haltedDeadAfter) : session.capabilities.deadAfter
    }

    /// Three times the twenty seconds between two of Binance's pings.
    private static var haltedDeadAfter: TimeSpan { .seconds(60) }

    private mutating func watchSilence(at now: MonotonicTime, into effects: inout SessionEffects) {
        let silence = now - lastHeard
        if silence >= deadAfter {
            lose(.silence(silence), at: now, into: &effects)
        } else if silence >= session.capabilities.staleAfter, !isStale {
            isStale = true
            if sessionState.isLive { effects.market.append(.state(venue, .stale, at: now)) }
        }
    }

    private mutating func say(_ state: FeedState, at now: MonotonicTime, into effects: inout SessionEffects) {
        sessionState = state
        isStale = false
        effects.market.append(.state(venue, state, at: now))
    }
}
