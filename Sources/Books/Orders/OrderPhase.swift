/// Where an order stands: computed from its evidence, never assigned.
public enum OrderPhase: Sendable, Hashable, CaseIterable {
    /// Nothing was said about it yet.
    case draft
    /// The pre-trade checks forbade it.
    case denied
    /// It is written down and not sent.
    case intent
    /// Its first byte has left, and nothing came back.
    case sent
    /// It is not known whether the venue has it; it counts as if it had.
    case unknown
    /// The venue has it and nothing has traded.
    case live
    /// Some of it has traded and the rest works.
    case partial
    /// We have asked for its cancellation and have no answer yet.
    case cancelling
    /// All of it has traded.
    case filled
    /// It ended by a cancellation with a rest that did not trade.
    case cancelled
    /// It ended by its own terms with a rest that did not trade.
    case expired
    /// The venue has refused it.
    case rejected
    /// It is proved that the venue never had it.
    case neverPlaced
    /// More has traded than was ordered: the venue errs, and a person has to look.
    case overfilled

    /// Whether nothing more is expected to trade of it; a fill is booked all the same if one comes.
    public var isClosed: Bool {
        switch self {
        case .draft, .intent, .sent, .unknown, .live, .partial, .cancelling: false
        case .denied, .filled, .cancelled, .expired, .rejected, .neverPlaced, .overfilled: true
        }
    }
}
