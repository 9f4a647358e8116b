public import Books

/// How a venue has treated our orders.
public struct VenueQuality: Sendable, Hashable {
    /// How much of what we saw there we got.
    public internal(set) var fills = FillExpectation()
    /// How long orders take to it.
    public internal(set) var oneWay = OneWayTimes()
    /// How long it took to answer, summed over ``answers`` orders.
    public private(set) var answerTime = TimeSpan.zero
    /// How many orders it has answered.
    public private(set) var answers: Int64 = 0
    /// The slowest answer.
    public private(set) var slowestAnswer = TimeSpan.zero

    /// Nothing known yet.
    public init() {}

    /// The average time that it takes to answer.
    public var averageAnswerTime: TimeSpan? {
        answers > 0 ? TimeSpan(nanoseconds: answerTime.nanoseconds / answers) : nil
    }

    /// Notes how long it took to answer.
    mutating func noteAnswer(_ span: TimeSpan) {
        guard span >= .zero else { return }
        let sum = answerTime.nanoseconds.addingReportingOverflow(span.nanoseconds)
        guard !sum.overflow else { return }
        answerTime = TimeSpan(nanoseconds: sum.partialValue)
        answers += 1
        slowestAnswer = max(slowestAnswer, span)
        oneWay.noteRoundTrip(span)
    }
}
