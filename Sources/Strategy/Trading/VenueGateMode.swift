public import Books

/// Which orders a person lets go to one venue.
public enum VenueGateMode: Sendable, Hashable {
    /// All of them.
    case open
    /// None: working ones are cancelled.
    case held(HoldCause, since: MonotonicTime)
    /// Cancels alone: working ones are cancelled.
    case cancelOnly
    /// Nothing new; what works may still be filled.
    case draining
    /// One order of the smallest size at a time, until one has ended well: the step between closed and open.
    case reopening

    /// Whether nothing new may go there.
    public var isClosed: Bool {
        switch self {
        case .open, .reopening: false
        case .held, .cancelOnly, .draining: true
        }
    }
}
