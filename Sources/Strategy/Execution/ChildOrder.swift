public import Books

/// One child of a match: its order, and when what happened to it.
public struct ChildOrder: Sendable, Equatable {
    /// Its number for people, from 1 up, the same as long as the console runs.
    public let number: Int64
    /// The order as the set of what was said about it.
    public internal(set) var record: OrderRecord
    /// The estimate at the decision, fees included.
    public let allInCost: Int128
    /// The best all-in price at the decision.
    public let best: AllInPrice
    /// Until when it is held so that it arrives with the others; nil once it was let go or denied.
    public internal(set) var heldUntil: MonotonicTime?
    /// When it was handed on to be written down and sent.
    public internal(set) var submittedAt: MonotonicTime?
    /// When its first byte left.
    public internal(set) var sentAt: MonotonicTime?
    /// When the venue first spoke of it.
    public internal(set) var answeredAt: MonotonicTime?
    /// When it ended.
    public internal(set) var closedAt: MonotonicTime?

    /// Since when it is in doubt; nil while it is not.
    public internal(set) var doubtSince: MonotonicTime?
    /// Why its cancellation was asked for first; nil if nobody asked, or only because it was in doubt.
    public internal(set) var cancelCause: CancelCause?
    /// Whether it ever was in doubt.
    var wasInDoubt = false
    /// The first check of the pre-trade list that it did not pass; nil if it passed.
    public internal(set) var denial: RiskCode?

    /// Whether a person has said that nothing more of it is waited for.
    var isGivenUp = false

    /// Whether it may still trade, as far as anybody waits for that.
    var isOpen: Bool { !record.phase.isClosed && !isGivenUp }

    /// Whether fills are missing that are waited for.
    var awaitsFills: Bool { record.missingFills > .zero && !isGivenUp }

    /// When it has to be looked at again.
    var checkAt: MonotonicTime?
    /// When the venue was last asked, after the fence, and did not know it.
    var absentAt: MonotonicTime?
    /// When a second question can prove that it was never placed; nil before the first one.
    var secondQuestionAt: MonotonicTime? { absentAt.map { $0 + ExecutionBook.proofPause } }

    /// Whether a question asked at `time` is far enough from the first one that counted to prove something; always before that.
    func isApart(at time: MonotonicTime) -> Bool { secondQuestionAt.map { time >= $0 } ?? true }

    /// From when on an order of an earlier start can have traded, by the calendar; nil of one of this start.
    var tradesSince: WallTime?

    /// An order of an earlier start of the console.
    init(_ record: OrderRecord, recoveredAt now: MonotonicTime, number: Int64) {
        self.number = number
        self.record = record
        allInCost = 0
        best = AllInPrice(record.request.limit)
        submittedAt = now
    }

    /// Whether its cancellation is to be asked for if it is in doubt.
    var needsCancel = true
    /// How many questions were asked about it, and how many cancellations.
    var queries = 0
    var cancels = 0

    init(_ record: OrderRecord, allInCost: Int128, best: AllInPrice, heldUntil: MonotonicTime?, number: Int64) {
        self.number = number
        self.record = record
        self.allInCost = allInCost
        self.best = best
        self.heldUntil = heldUntil
        checkAt = heldUntil
    }

    /// How many questions were asked about it.
    public var questionCount: Int { queries }

    /// How often its cancellation was asked for.
    public var cancelCount: Int { cancels }

    /// What was ordered.
    public var request: OrderRequest { record.request }

    /// How long the venue took to answer.
    public var answerTime: TimeSpan? {
        guard let sentAt, let answeredAt else { return nil }
        return answeredAt - sentAt
    }
}
