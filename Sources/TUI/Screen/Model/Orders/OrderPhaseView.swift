/// What is known about a child order.
public enum OrderPhaseView: Sendable, Hashable, CaseIterable {
    /// It left, and the venue has not answered.
    case sent
    /// It stands at the venue.
    case working
    /// It stands at the venue, and a part of it is filled.
    case partial
    /// It was filled as a whole.
    case filled
    /// It ended before it was filled as a whole.
    case cancelled
    /// The venue did not take it.
    case rejected
    /// It never left: our own checks held it back.
    case denied
    /// Nobody knows: the answer is missing, and is asked for.
    case unknown

    /// Whether it may still be filled.
    public var isOpen: Bool {
        switch self {
        case .sent, .working, .partial, .unknown: true
        case .filled, .cancelled, .rejected, .denied: false
        }
    }
}
