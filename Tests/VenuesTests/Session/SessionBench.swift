import Books
import TestKit
import Testing
import Venues

/// A session on the bench: driven by hand in virtual time, judged after every step.
struct SessionBench<Session: MarketDataSession> {
    var session: Session
    var now = MonotonicTime(nanoseconds: 1_000_000_000_000)
    private(set) var judge = FeedJudge()
    /// What the last step led to.
    private(set) var effects = SessionEffects()

    /// The questions whether the market is halted, since they were last answered.
    private(set) var halts: [Requested] = []

    init(_ session: Session) {
        self.session = session
    }

    // MARK: - Inputs

    mutating func connect() {
        step { session, now, effects in session.handle(.connected, at: now, into: &effects) }
    }

    mutating func handle(_ input: SessionInput) {
        step { session, now, effects in session.handle(input, at: now, into: &effects) }
    }

    mutating func receive(_ message: [UInt8]) {
        step { session, now, effects in session.receive(message.span, at: now, into: &effects) }
    }

    mutating func receive(_ text: String) {
        receive([UInt8](text.utf8))
    }

    /// Answers the request of that number.
    mutating func answer(_ number: RequestNumber, _ body: String, status: Int = 200, headers: [HTTPHeader] = []) {
        let answer = HTTPAnswer(status: status, headers: headers, body: [UInt8](body.utf8))
        handle(.answer(number, .success(answer)))
    }

    /// Answers the questions whether the market is halted; those for which nothing is given fail.
    mutating func answerHalts(symbol: String?, system: String? = #"{"status":0,"msg":"normal"}"#, status: Int = 200) {
        let asked = halts
        halts = []
        for question in asked {
            let body = question.path.hasPrefix("/sapi/v1/system/status") ? system : symbol
            if let body {
                answer(question.number, body, status: status)
            } else {
                handle(.answer(question.number, .failure(TransportError(.timeout, "Nothing came."))))
            }
        }
    }

    /// Lets the time pass and gives the session each of its deadlines on the way; the acts of all of them, but for
    /// questions for the venue's time.
    @discardableResult
    mutating func pass(_ span: TimeSpan) -> [SessionEffects.Act] {
        let end = now + span
        var acts: [SessionEffects.Act] = []
        for _ in 0..<10_000 {
            guard let due = session.deadline, due <= end else {
                now = end
                return acts
            }
            now = max(now, due)
            handle(.deadlineReached)
            acts += effects.acts.withoutClock
        }
        Issue.record("the session is never done with its deadlines")
        return acts
    }

    private mutating func step(_ body: (inout Session, MonotonicTime, inout SessionEffects) -> Void) {
        effects.removeAll()
        body(&session, now, &effects)
        judge.watch(effects.market)
        halts += effects.acts.compactMap(\.requested).filter { (1 << 62..<1 << 63).contains($0.number.value) }
        #expect(judge.violations.isEmpty)
    }

    // MARK: - What the last step led to

    /// The states that were said.
    var states: [FeedState] {
        effects.market.events.compactMap { event in
            guard case .state(_, let state, _) = event else { return nil }
            return state
        }
    }

    /// The updates that were published.
    var books: [BookUpdate] {
        effects.market.events.compactMap { event in
            guard case .book(let update) = event else { return nil }
            return update
        }
    }

    /// The listings that were said.
    var listings: [VenueListing] {
        effects.market.events.compactMap { event in
            guard case .listing(_, let listing) = event else { return nil }
            return listing
        }
    }

    /// The messages that are to be sent, beside the question for the venue's time.
    var sent: [String] { effects.acts.withoutClock.compactMap(\.sentText) }

    /// The notes for the log.
    var notes: [String] { effects.acts.compactMap(\.noteText) }

    /// The paths that are to be asked for, with their numbers, beside the venue's time.
    var requests: [Requested] { effects.acts.withoutClock.compactMap(\.requested) }

    /// The question for the venue's time, by its number.
    var timeRequest: RequestNumber? {
        effects.acts.compactMap(\.requested).first { $0.path == "/api/v3/time" }?.number
    }

    /// The reason for which the connection is to be given up.
    var disconnect: DownReason? {
        for act in effects.acts {
            if case .disconnect(let reason) = act { return reason }
        }
        return nil
    }
}

extension SessionEffects.Act {
    /// The text that is to be sent, if it is that.
    var sentText: String? {
        guard case .send(let bytes) = self else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The note, if it is one.
    var noteText: String? {
        guard case .note(let text) = self else { return nil }
        return text
    }

    /// The request, if it is one.
    var requested: Requested? {
        guard case .request(let number, let request) = self else { return nil }
        return Requested(number: number, path: request.endpoint.path)
    }
}

extension [SessionEffects.Act] {
    /// The acts beside those that ask for the venue's time, and whether the market is halted.
    var withoutClock: Self {
        filter { act in
            let number = act.requested?.number.value ?? 0
            return number < 1 << 62 && act.sentText?.contains(#""method":"ping""#) != true
        }
    }
}

/// A REST request that a session wants.
struct Requested {
    let number: RequestNumber
    let path: String
}
