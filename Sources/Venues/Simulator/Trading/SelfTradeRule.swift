/// What happens where an order would meet one of its own account.
enum SelfTradeRule: Sendable, Hashable {
    /// They trade.
    case trade
    /// The one that came last ends.
    case endTaker
    /// The one that stood there ends.
    case endMaker
    /// Both end.
    case endBoth
    /// Both lose what they would have traded.
    case decrement
}
