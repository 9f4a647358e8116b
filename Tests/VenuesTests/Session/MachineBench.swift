import Books
import TestKit
import Testing
import Venues

/// A feed's machine on the bench: driven in virtual time, with a judge for what it says and one for what it does.
struct MachineBench<Session: MarketDataSession> {
    /// What the driver's connection is doing.
    enum Connection {
        case none
        case opening
        case open
    }

    private(set) var machine: FeedMachine<Session>
    private(set) var now = MonotonicTime(nanoseconds: 5_000_000_000_000)
    private(set) var effects = SessionEffects()
    private(set) var judge = FeedJudge()
    private(set) var connection = Connection.none
    /// When each attempt to connect was made.
    private(set) var attempts: [MonotonicTime] = []
    /// What the machine did that no driver could carry out.
    private(set) var misdeeds: [String] = []
    /// The last ping that was sent.
    private(set) var ping: UInt64 = 0
    /// How often another connection was asked for.
    private(set) var endings = 0
    /// The requests that wait for an answer, oldest first.
    private var waiting: [Requested] = []

    init(_ session: Session, seed: UInt64 = 1) {
        machine = FeedMachine(venue: VenueID(slot: 0), session: session, seed: seed)
    }

    // MARK: - Inputs

    mutating func handle(_ input: FeedInput) {
        if case .opened = input, connection == .opening { connection = .open }
        effects.removeAll()
        machine.handle(input, at: now, into: &effects)
        take()
    }

    mutating func receive(_ message: String) {
        receive([UInt8](message.utf8))
    }

    mutating func receive(_ message: [UInt8]) {
        effects.removeAll()
        machine.receive(message.span, at: now, into: &effects)
        take()
    }

    /// Answers the newest request whose path begins like that, if one waits.
    mutating func answer(_ path: String, _ body: String, status: Int = 200, headers: [HTTPHeader] = []) {
        guard let index = waiting.lastIndex(where: { $0.path.hasPrefix(path) }) else {
            Issue.record("nothing was asked of \(path)")
            return
        }
        let answer = HTTPAnswer(status: status, headers: headers, body: Array(body.utf8))
        handle(.answer(waiting.remove(at: index).number, .success(answer)))
    }

    /// Answers the question for Binance's time, which is asked within a second.
    mutating func measureClock(venueMilliseconds: Int64) {
        answer("/api/v3/time", #"{"serverTime":\#(venueMilliseconds)}"#)
    }

    /// Starts the feed and lets its first connection come about.
    mutating func open() {
        handle(.started)
        handle(.opened)
    }

    /// Lets the time pass, with each deadline on the way.
    mutating func pass(_ span: TimeSpan) {
        let end = now + span
        for _ in 0..<1_000 {
            guard let due = machine.deadline, due <= end else {
                now = end
                return
            }
            now = max(now, due)
            handle(.deadlineReached)
        }
        Issue.record("the machine is never done with its deadlines")
    }

    /// Lets the time pass as if the machine had been busy with messages meanwhile.
    mutating func skip(_ span: TimeSpan) {
        now = now + span
        handle(.heard)
        handle(.deadlineReached)
        answerPing()
    }

    /// Lets the venue answer the ping that it was last sent.
    mutating func answerPing() {
        handle(.answered(ping))
    }

    // MARK: - Judgement

    private mutating func take() {
        judge.watch(effects.market)
        for act in effects.acts {
            switch act {
            case .open:
                if connection != .none { misdeeds.append("opened a second connection") }
                connection = .opening
                attempts.append(now)
            case .close:
                connection = .none
            case .send:
                if connection != .open { misdeeds.append("sent without a connection") }
            case .disconnect:
                misdeeds.append("left the session's word to the driver")
            case .ping(let number):
                ping = number
                if connection != .open { misdeeds.append("pinged without a connection") }
            case .request:
                waiting += [act.requested].compactMap(\.self)
            case .ending:
                endings += 1
            case .note:
                continue
            }
        }
        if case .down = judge.state, connection != .none { misdeeds.append("down with a connection") }
        if judge.state.isLive, connection != .open { misdeeds.append("live without a connection") }
        #expect(judge.violations.isEmpty)
        #expect(misdeeds.isEmpty)
    }

    /// The states that were said in the last step.
    var states: [FeedState] {
        effects.market.events.compactMap { event in
            guard case .state(_, let state, _) = event else { return nil }
            return state
        }
    }

    /// The requests of the last step, beside those for the venue's time.
    var requests: [RequestNumber] {
        effects.acts.withoutClock.compactMap(\.requested).map(\.number)
    }

    /// The timing that was told in the last step.
    var timing: FeedTiming? {
        for case .timing(_, let timing) in effects.market.events { return timing }
        return nil
    }

    /// When the next attempt is due, if the feed is down.
    var retryAt: MonotonicTime? {
        guard case .down(_, _, let retryAt) = judge.state else { return nil }
        return retryAt
    }
}
