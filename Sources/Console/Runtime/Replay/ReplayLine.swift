import Books
import Venues

/// One of a feed's links in a replay: its machine, and what it waits for.
struct ReplayLine<Session: MarketDataSession> {
    /// What the console runs for a connection.
    var machine: FeedMachine<Session>
    /// What the machine last wanted done.
    var effects = SessionEffects()
    /// Inputs that performing an effect led to.
    var followUps: [FeedInput] = []
    /// Whether the feed uses this link.
    var isStarted = false
    /// What the machine has used up of the venue's limits, as the other link was told.
    var knownLimits = VenueLimits()

    /// The ping that the machine waits to be answered.
    private var ping: UInt64?

    /// Until when it waits for a connection; nil while it wants none.
    private(set) var wantedUntil: MonotonicTime?
    /// When it takes a connection that was given up, because the recording goes on with it.
    private(set) var rejoinAt: MonotonicTime?

    init(_ machine: FeedMachine<Session>) {
        self.machine = machine
    }

    /// Gives its machine an input.
    mutating func handle(_ input: FeedInput, at now: MonotonicTime) {
        machine.handle(input, at: now, into: &effects)
    }

    /// Gives its machine a message.
    mutating func receive(_ message: Span<UInt8>, at now: MonotonicTime) {
        machine.receive(message, at: now, into: &effects)
    }

    /// Its machine asked for a sign of life.
    mutating func ask(_ ping: UInt64) {
        self.ping = ping
    }

    /// The recording has a sign of life here: it answers what was asked, or else is merely heard.
    mutating func answer() -> FeedInput {
        guard let number = ping else { return .heard }
        ping = nil
        return .answered(number)
    }

    /// Whether it waits for a connection.
    var wantsConnection: Bool { wantedUntil != nil }

    /// When its machine's deadline or its wait is over.
    var deadline: MonotonicTime? {
        guard isStarted else { return nil }
        return [machine.deadline, waitDeadline].compactMap(\.self).min()
    }

    /// When its wait for a connection is over.
    var waitDeadline: MonotonicTime? {
        [wantedUntil, rejoinAt].compactMap(\.self).min()
    }

    /// It wants a connection.
    mutating func want(at now: MonotonicTime, timeout: TimeSpan) {
        wantedUntil = now + timeout
        // The recorded feed may have given the connection up at the same moment, and say so in the next record.
        rejoinAt = now + .seconds(1)
    }

    /// It waits on: there was nothing to take again.
    mutating func waitOn() {
        rejoinAt = nil
    }

    /// It wants a connection no more.
    mutating func stopWanting() {
        wantedUntil = nil
        rejoinAt = nil
    }
}
