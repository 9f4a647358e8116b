public import Books

/// One connection to a venue as a machine: connects, runs the session, watches it, and connects again for ever.
///
/// What it watches, and what follows:
/// - age: a ping when the last proof that the book is current (an answer, a stamp) is half the venue's bound old, stale at
///   the bound; a message that comes late is a sign of life and no such proof;
/// - silence: a new connection when nothing at all was heard for the next bound;
/// - lateness (``LagWatch``): lagging until the book is current again;
/// - three checksums, crossings or wrong tops within a minute: distrusted, left alone for a minute;
/// - three unreadable messages within ten seconds: a new connection;
/// - an end that is known beforehand, announced or by age: ``SessionEffects/Act/ending(_:)``, so that another connection
///   takes over before it.
public struct FeedMachine<Session: MarketDataSession>: Sendable {
    enum Phase: Sendable, Equatable {
        /// Not started, or retired. Moves to `opening` when it is started.
        case idle
        /// A connection is being made. Moves to `open` or `waiting`.
        case opening
        /// Connected. Moves to `waiting` when the connection is lost, by itself, by the venue or by silence.
        case open
        /// Waiting for the next attempt. Moves to `opening` then, or when a person asks for it.
        case waiting(until: MonotonicTime)
    }

    /// Why a book that the session calls live is not.
    enum Doubt: Sendable, Equatable {
        /// Nothing has proved for the venue's bound that the book is current.
        case age
        /// What is heard is late.
        case lag(TimeSpan)
    }

    // Not private: the watches stand in a file of their own.
    let venue: VenueID
    var session: Session
    var policy: ReconnectPolicy
    var random: SeededRandom
    var phase = Phase.idle
    var lastHeard = MonotonicTime(nanoseconds: 0)
    /// Everything that the venue had sent by then has been read: a late message is a sign of life and proves no more.
    ///
    /// A stream keeps its order. So an answered ping proves the moment at which it was sent, and a message with a stamp
    /// the moment of that stamp, as well as the venue's clock is known.
    var provedAt = MonotonicTime(nanoseconds: 0)
    /// The ping that has not been answered yet.
    var pending: (ping: UInt64, at: MonotonicTime)?
    /// How many pings were sent.
    var pings: UInt64 = 0
    /// What the session last said the book is worth; the machine itself adds only its doubt to it.
    var sessionState = FeedState.connecting
    var doubt: Doubt?
    var lagWatch = LagWatch()
    var delays = DelayMeter()
    var toldTiming: (at: MonotonicTime, clock: ClockEstimate)?
    /// The number of the last change in the book.
    var sequence: UInt64?
    /// When this connection is so old that another has to take over; nil once that was said.
    var renewAt: MonotonicTime?
    var bookFaults = FaultWindow(limit: 3, span: .seconds(60))
    var unreadable = FaultWindow(limit: 3, span: .seconds(10))

    /// How long a venue whose book was wrong too often is left alone.
    static var distrustSpan: TimeSpan { .seconds(60) }
    /// How long a connection may take to come about.
    static var openingBound: TimeSpan { .seconds(10) }
    /// By how much the renewals of several consoles or connections are spread.
    static var renewalSpread: TimeSpan { .seconds(600) }

    /// A feed that runs `session` for the slot `venue`; `seed` decides the jitter of its attempts.
    public init(venue: VenueID, session: Session, seed: UInt64) {
        self.venue = venue
        self.session = session
        policy = ReconnectPolicy(spacing: session.capabilities.connectSpacing, seed: seed)
        random = SeededRandom(seed: ~seed)
    }

    /// When ``FeedInput/deadlineReached`` is due, if nothing else happens before.
    public var deadline: MonotonicTime? {
        switch phase {
        case .idle, .opening:
            return nil
        case .waiting(let until):
            return until
        case .open:
            var due = signDeadline
            if let next = session.deadline { due = min(due, next) }
            if let next = lagWatch.deadline { due = min(due, next) }
            if let next = renewAt { due = min(due, next) }
            return due
        }
    }

    /// What this connection has used up of the venue's limits, with what it was told of others.
    public var limits: VenueLimits {
        var limits = session.limits
        limits.connectsFullAt = policy.bucketFullAt
        return limits
    }

    // MARK: - Inputs

    /// Takes one whole text message of the stream in.
    public mutating func receive(_ message: Span<UInt8>, at now: MonotonicTime, into effects: inout SessionEffects) {
        guard phase == .open else { return }
        lastHeard = now
        let mark = Mark(effects)
        session.receive(message, at: now, into: &effects)
        follow(mark, at: now, &effects)
    }

    /// Takes an input in.
    public mutating func handle(_ input: FeedInput, at now: MonotonicTime, into effects: inout SessionEffects) {
        switch input {
        case .started:
            guard phase == .idle else { return }
            start(at: now, into: &effects)
        case .opened:
            opened(at: now, into: &effects)
        case .failed(let error):
            if let ban = error.ban { session.limits.bannedUntil = max(session.limits.bannedUntil, now + ban) }
            lose(.transport(error.sentence), pause: error.retryAfter, at: now, into: &effects)
        case .closedByVenue(let words):
            lose(.closedByVenue(words), at: now, into: &effects)
        case .heard:
            guard phase == .open else { return }
            lastHeard = now
        case .answered(let ping):
            guard phase == .open else { return }
            answered(ping, at: now, into: &effects)
        case .answer(let number, let result):
            pass(.answer(number, result), at: now, into: &effects)
        case .command(let command):
            obey(command, at: now, into: &effects)
        case .limits(let limits):
            session.limits.join(limits)
            policy.bucketFullAt = max(policy.bucketFullAt, limits.connectsFullAt)
        case .retired:
            retire(at: now, into: &effects)
        case .deadlineReached:
            deadlineReached(at: now, into: &effects)
        }
    }

    // MARK: - The connection

    /// A connection beside others may have to wait for its turn at the venue's limit, like any attempt.
    private mutating func start(at now: MonotonicTime, into effects: inout SessionEffects) {
        let allowedAt = max(policy.allowedAt, session.limits.bannedUntil)
        guard allowedAt > now else {
            open(at: now, into: &effects)
            return
        }
        phase = .waiting(until: allowedAt)
        say(.connecting, at: now, into: &effects)
    }

    private mutating func open(at now: MonotonicTime, into effects: inout SessionEffects) {
        phase = .opening
        policy.attempted(at: now)
        say(.connecting, at: now, into: &effects)
        effects.acts.append(.open(session.endpoint, timeout: Self.openingBound))
    }

    private mutating func opened(at now: MonotonicTime, into effects: inout SessionEffects) {
        guard phase == .opening else { return }
        phase = .open
        lastHeard = now
        // What is in the book will be asked for from now on.
        provedAt = now
        pending = nil
        sequence = nil
        lagWatch.reset()
        delays.removeAll()
        renewAt = session.capabilities.renewAfter.map { age in
            now + age + TimeSpan(nanoseconds: Int64.random(in: 0...Self.renewalSpread.nanoseconds, using: &random))
        }
        pass(.connected, at: now, into: &effects)
    }

    private mutating func pass(_ input: SessionInput, at now: MonotonicTime, into effects: inout SessionEffects) {
        let mark = Mark(effects)
        session.handle(input, at: now, into: &effects)
        follow(mark, at: now, &effects)
    }

    /// Gives the connection up; the next attempt comes after the jitter, and no sooner than `pause` or a ban allows.
    mutating func lose(
        _ reason: DownReason,
        pause: TimeSpan? = nil,
        at now: MonotonicTime,
        into effects: inout SessionEffects
    ) {
        guard phase == .opening || phase == .open else { return }
        var retryAt = max(policy.failed(at: now), session.limits.bannedUntil)
        if let pause { retryAt = max(retryAt, now + pause) }
        if sessionState == .halted { retryAt = max(retryAt, now + session.capabilities.maintenancePause) }
        leave(.down(reason, attempt: policy.failures, retryAt: retryAt), until: retryAt, at: now, into: &effects)
    }

    /// Leaves a connection for `state`, and makes the next one at `until`.
    mutating func leave(
        _ state: FeedState,
        until: MonotonicTime,
        at now: MonotonicTime,
        into effects: inout SessionEffects
    ) {
        phase = .waiting(until: until)
        // The state goes first: the book leaves the matchable book before anything else happens.
        say(state, at: now, into: &effects)
        session.handle(.disconnected, at: now, into: &effects)
        effects.acts.append(.close)
    }

    private mutating func retire(at now: MonotonicTime, into effects: inout SessionEffects) {
        let hadConnection = phase == .opening || phase == .open
        phase = .idle
        doubt = nil
        session.handle(.disconnected, at: now, into: &effects)
        if hadConnection { effects.acts.append(.close) }
    }

    // MARK: - Commands and deadlines

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
        let allowedAt = max(policy.allowedAt, session.limits.bannedUntil)
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
            guard until <= now else { return }
            // Another connection may have been told of a ban meanwhile.
            if session.limits.bannedUntil > now {
                hurry(at: now, into: &effects)
            } else {
                open(at: now, into: &effects)
            }
        case .open:
            watchSigns(at: now, into: &effects)
            watchRenewal(at: now, into: &effects)
            guard phase == .open, let due = session.deadline, due <= now else { return }
            pass(.deadlineReached, at: now, into: &effects)
        }
    }

    /// Says what the book is worth, which ends every doubt about the book before.
    mutating func say(_ state: FeedState, at now: MonotonicTime, into effects: inout SessionEffects) {
        sessionState = state
        doubt = nil
        effects.market.append(.state(venue, state, at: now))
    }
}
