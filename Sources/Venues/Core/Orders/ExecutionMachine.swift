public import Books

/// The way for orders to one venue as a machine: connects, runs the session, watches it, and connects again for ever.
///
/// - Silence: a ping at the session's first bound, a new connection at its second: a half-open stream brings no evidence.
/// - A venue that wants no requests for a while is left alone, and orders are told not to come.
/// - A key that is refused is not shown again until a person asks for it: the venue counts such tries against us.
/// - A connection that is going to end is replaced as soon as nothing is under way over it.
public struct ExecutionMachine<Session: ExecutionSession>: Sendable {
    enum Phase: Sendable, Equatable {
        /// Not started. Moves to `opening` when it is started.
        case idle
        /// A connection is being made. Moves to `open` or `waiting`.
        case opening
        /// Connected; `isReady` once the private stream is up. Moves to `waiting` when the connection is lost, to
        /// `refused` when the key is.
        case open(isReady: Bool)
        /// Waiting for the next attempt. Moves to `opening` then, or when a person asks for it.
        case waiting(until: MonotonicTime)
        /// The key was refused. Moves to `opening` only when a person asks for it.
        case refused
    }

    private let venue: VenueID
    private var session: Session
    private var policy: ReconnectPolicy
    private var random: SeededRandom
    private var phase = Phase.idle
    private var lastHeard = MonotonicTime(nanoseconds: 0)
    /// Whether a sign of life was asked for since anything came.
    private var hasPinged = false
    /// Until when the venue wants no request; nil where it has not said so, or that is over.
    private var barredUntil: MonotonicTime?
    /// From when on the connection is replaced; nil where it need not be.
    private var renewAt: MonotonicTime?
    /// What was last said of the way.
    private var told: OrderLinkState?

    /// How long a connection may take to come about.
    static var openingBound: TimeSpan { .seconds(5) }
    /// By how much the renewals of several consoles are spread.
    static var renewalSpread: TimeSpan { .seconds(600) }
    /// How long a connection that is due to be replaced waits for what is under way.
    static var endingPatience: TimeSpan { .seconds(20) }

    /// A machine that runs `session`; `seed` decides the jitter of its attempts.
    public init(session: Session, seed: UInt64) {
        venue = session.venue
        self.session = session
        policy = ReconnectPolicy(spacing: session.capabilities.connectSpacing, seed: seed)
        random = SeededRandom(seed: ~seed)
    }

    /// When ``ExecutionInput/deadlineReached`` is due, if nothing else happens before.
    public var deadline: MonotonicTime? {
        var due = session.deadline
        func add(_ time: MonotonicTime) { due = due.map { min($0, time) } ?? time }
        switch phase {
        case .idle, .opening, .refused: break
        case .waiting(let until): add(until)
        case .open:
            add(lastHeard + (hasPinged ? session.capabilities.deadAfter : session.capabilities.pingAfter))
            if let renewAt, session.isIdle { add(renewAt) }
            if let renewAt, !session.isIdle { add(renewAt + Self.endingPatience) }
        }
        if let barredUntil { add(barredUntil) }
        return due
    }

    /// Whether orders may be sent.
    public var isReady: Bool { told == .ready }

    // MARK: - Inputs

    /// Takes one whole text message of the private stream in.
    public mutating func receive(_ message: Span<UInt8>, at now: ClockReading, into effects: inout ExecutionEffects) {
        guard case .open = phase else { return }
        hear(at: now)
        session.receive(message, at: now, into: &effects)
        follow(at: now, into: &effects)
    }

    /// Takes an input in.
    public mutating func handle(_ input: ExecutionInput, at now: ClockReading, into effects: inout ExecutionEffects) {
        switch input {
        case .started:
            if phase == .idle { open(at: now, into: &effects) }
        case .opened:
            guard phase == .opening else { break }
            phase = .open(isReady: false)
            hear(at: now)
            renewAt = session.capabilities.renewAfter.map { age in
                now.steady + age
                    + TimeSpan(nanoseconds: Int64.random(in: 0...Self.renewalSpread.nanoseconds, using: &random))
            }
            session.handle(.connected, at: now, into: &effects)
        case .failed(let error):
            if let ban = error.ban { barredUntil = max(barredUntil ?? now.steady, now.steady + ban) }
            lose(.transport(error.sentence), pause: error.retryAfter, at: now, into: &effects)
        case .closedByVenue(let words):
            lose(.closedByVenue(WireText.clean(words)), at: now, into: &effects)
        case .heard:
            hear(at: now)
        case .answer(let number, let result):
            session.handle(.answer(number, result), at: now, into: &effects)
        case .command(.reconnect):
            reconnect(at: now, into: &effects)
        case .command(let command):
            session.handle(.command(command), at: now, into: &effects)
        case .departure(let id, let departure):
            session.handle(.departure(id, departure), at: now, into: &effects)
        case .deadlineReached:
            deadlineReached(at: now, into: &effects)
        }
        follow(at: now, into: &effects)
    }

    // MARK: - The connection

    private mutating func open(at now: ClockReading, into effects: inout ExecutionEffects) {
        phase = .opening
        policy.attempted(at: now.steady)
        say(.connecting, into: &effects)
        effects.acts.append(.open(session.endpoint, timeout: Self.openingBound))
    }

    /// Gives the connection up; the next attempt comes after the jitter, and no sooner than `pause` or a bar allows.
    private mutating func lose(
        _ reason: DownReason,
        pause: TimeSpan? = nil,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        switch phase {
        case .opening, .open: break
        case .idle, .waiting, .refused: return
        }
        var retryAt = policy.failed(at: now.steady)
        if let pause { retryAt = max(retryAt, now.steady + pause) }
        if let barredUntil { retryAt = max(retryAt, barredUntil) }
        let state = OrderLinkState.down(reason, attempt: policy.failures, retryAt: retryAt)
        leave(for: .waiting(until: retryAt), saying: state, at: now, into: &effects)
    }

    private mutating func leave(
        for next: Phase,
        saying state: OrderLinkState,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        phase = next
        renewAt = nil
        // The state goes first: no order is sent for what the session says next.
        say(state, into: &effects)
        session.handle(.disconnected, at: now, into: &effects)
        effects.acts.append(.close)
    }

    /// Makes a connection anew, at once or as soon as the venue's limits allow: a held key must not get us banned.
    private mutating func reconnect(at now: ClockReading, into effects: inout ExecutionEffects) {
        switch phase {
        case .idle, .opening: return
        case .open: lose(.transport("a new connection was asked for"), at: now, into: &effects)
        case .waiting, .refused: break
        }
        let allowedAt = max(policy.allowedAt, barredUntil ?? policy.allowedAt)
        guard allowedAt > now.steady else { return open(at: now, into: &effects) }
        phase = .waiting(until: allowedAt)
        say(
            .down(.transport("a new connection was asked for"), attempt: policy.failures, retryAt: allowedAt),
            into: &effects
        )
    }

    // MARK: - Watching

    private mutating func hear(at now: ClockReading) {
        lastHeard = now.steady
        hasPinged = false
    }

    private mutating func deadlineReached(at now: ClockReading, into effects: inout ExecutionEffects) {
        if let until = barredUntil, until <= now.steady {
            barredUntil = nil
            if phase == .open(isReady: true) { say(.ready, into: &effects) }
        }
        switch phase {
        case .idle, .opening, .refused: break
        case .waiting(let until):
            if until <= now.steady { open(at: now, into: &effects) }
        case .open:
            watchSilence(at: now, into: &effects)
            watchAge(at: now, into: &effects)
        }
        if let due = session.deadline, due <= now.steady {
            session.handle(.deadlineReached, at: now, into: &effects)
        }
    }

    private mutating func watchSilence(at now: ClockReading, into effects: inout ExecutionEffects) {
        let silence = now.steady - lastHeard
        if silence >= session.capabilities.deadAfter {
            lose(.silence(silence), at: now, into: &effects)
        } else if silence >= session.capabilities.pingAfter, !hasPinged {
            hasPinged = true
            effects.acts.append(.ping)
        }
    }

    private mutating func watchAge(at now: ClockReading, into effects: inout ExecutionEffects) {
        guard case .open = phase, let due = renewAt, due <= now.steady,
            session.isIdle || due + Self.endingPatience <= now.steady
        else { return }
        lose(.closedByVenue("the connection was going to end and is made anew"), at: now, into: &effects)
    }

    // MARK: - The session's word

    /// Does what the session has found out; doing so it may find out more.
    private mutating func follow(at now: ClockReading, into effects: inout ExecutionEffects) {
        while !effects.verdicts.isEmpty {
            let verdict = effects.verdicts.removeFirst()
            follow(verdict, at: now, into: &effects)
        }
    }

    private mutating func follow(
        _ verdict: SessionVerdict,
        at now: ClockReading,
        into effects: inout ExecutionEffects
    ) {
        switch verdict {
        case .ready:
            guard case .open = phase else { return }
            phase = .open(isReady: true)
            policy.succeeded()
            say(barredUntil.map { .barred(until: $0) } ?? .ready, into: &effects)
        case .unready:
            guard case .open = phase else { return }
            phase = .open(isReady: false)
            say(.connecting, into: &effects)
        case .lost(let reason):
            lose(reason, at: now, into: &effects)
        case .ending:
            guard case .open = phase else { return }
            renewAt = min(renewAt ?? now.steady, now.steady)
        case .barred(let until):
            guard until > now.steady, barredUntil.map({ until > $0 }) ?? true else { return }
            barredUntil = until
            if case .waiting(let due) = phase { phase = .waiting(until: max(due, until)) }
            if phase != .refused { say(.barred(until: until), into: &effects) }
        case .refused(let words):
            switch phase {
            case .idle, .refused: return
            case .opening, .open, .waiting: break
            }
            leave(for: .refused, saying: .refused(WireText.clean(words)), at: now, into: &effects)
        }
    }

    private mutating func say(_ state: OrderLinkState, into effects: inout ExecutionEffects) {
        guard state != told else { return }
        told = state
        effects.events.append(.link(venue, state))
    }
}
