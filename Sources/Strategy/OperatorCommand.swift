public import Books

/// What the person at the console asks for.
public enum OperatorCommand: Sendable, Equatable {
    /// Make a new connection to a venue now.
    case reconnect(VenueID)
    /// Switch the strategy on.
    case strategyOn
    /// Switch the strategy off, and take its quotes out at once.
    case strategyOff
    /// Change a parameter of the strategy to what a text says.
    case set(name: String, value: String)
    /// Tell the person what became of something that was asked of others than the trader.
    case remark(String, isWarning: Bool)
    /// End the console in good order.
    case stop
}
