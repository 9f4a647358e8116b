public import Books

/// How a simulated exchange lets new connections in.
public enum ExchangeDoor: Sendable, Equatable {
    /// At once.
    case open
    /// After this time, before anything is said.
    case slow(TimeSpan)
    /// Not at all.
    case shut
}
