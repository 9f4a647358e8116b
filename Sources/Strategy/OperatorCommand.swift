public import Books

/// What the person at the console asks for.
public enum OperatorCommand: Sendable, Equatable {
    /// Make a new connection to a venue now.
    case reconnect(VenueID)
    /// End the console in good order.
    case stop
}
