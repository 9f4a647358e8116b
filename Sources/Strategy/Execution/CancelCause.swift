/// Why an order was to be cancelled.
public enum CancelCause: Sendable, Hashable {
    /// A person asked for it, for this order or for several.
    case person
    /// Execution was held, or the console was ending.
    case hold
    /// Everything was killed.
    case kill

    /// The cause of a cancellation that is asked for while `facts` hold.
    init(_ facts: MarketFacts) {
        self = facts.isKilled ? .kill : facts.isRunning ? .person : .hold
    }
}
