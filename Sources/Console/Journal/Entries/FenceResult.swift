public import Books

/// What was found out about an order of which it was not known whether the venue had it.
public struct FenceResult: Sendable, Hashable {
    /// The order's venue.
    public let venue: VenueID
    /// The order.
    public let id: ClientOrderID
    /// Where it stands now.
    public let phase: OrderPhase
    /// How many questions that took.
    public let questions: Int

    /// A result with all its parts.
    public init(venue: VenueID, id: ClientOrderID, phase: OrderPhase, questions: Int) {
        self.venue = venue
        self.id = id
        self.phase = phase
        self.questions = questions
    }
}
