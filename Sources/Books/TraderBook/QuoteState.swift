/// What has become of a quote so far.
public enum QuoteState: Sendable, Hashable, CaseIterable {
    /// It is shown and nothing else; it can be replaced or withdrawn at any time.
    case resting
    /// The consumer book has reached its price: it is for the matcher, and nothing was sent for it yet.
    case crossed
    /// Child orders work for it at venues: it stays until they are done.
    case working
    /// It may not be executed now, because a person or a limit holds execution.
    case held
    /// The outcome of a child order is not known: it stays until that is found out.
    case unknown

    /// Whether something outside the console hangs on it, so that it must not be replaced or withdrawn.
    public var isEngaged: Bool {
        switch self {
        case .resting, .crossed, .held: false
        case .working, .unknown: true
        }
    }
}
