public import Books

/// What happened to one child of a match.
public struct ChildReport: Sendable, Hashable {
    /// Where it went.
    public let venue: VenueID
    /// Where it ended.
    public let phase: OrderPhase
    /// How much it was for.
    public let ordered: Quantity
    /// How much of it traded.
    public let filled: Quantity
    /// How long the venue took to answer.
    public let answerTime: TimeSpan?

    /// A report with all its parts.
    public init(
        venue: VenueID,
        phase: OrderPhase,
        ordered: Quantity,
        filled: Quantity,
        answerTime: TimeSpan?
    ) {
        self.venue = venue
        self.phase = phase
        self.ordered = ordered
        self.filled = filled
        self.answerTime = answerTime
    }

    init(_ child: ChildOrder) {
        venue = child.request.venue
        phase = child.record.phase
        ordered = child.request.quantity
        filled = child.record.cumulative
        answerTime = child.answerTime
    }
}
