/// How long an order may stand at a venue.
public enum TimeInForce: Sendable, Hashable {
    /// What does not trade at once is cancelled by the venue: a dead client leaves nothing behind.
    case immediateOrCancel
    /// It rests until it is filled or cancelled.
    case goodTillCancelled
}
