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
    /// Set a limit of the pre-trade list; `isAsked` says that the person was asked, which raising it needs.
    case limit(LimitName, Int64, isAsked: Bool)
    /// Send nothing new and cancel what works, at one venue or at all.
    case hold(VenueID?)
    /// Let orders go again, to one venue or to all.
    case run(VenueID?)
    /// Let only orders go that make the position smaller; `fromHold` says that the person was asked about leaving a hold.
    case reduce(fromHold: Bool)
    /// Cancel everything, switch the strategy off, lock sending.
    case kill(KillCause)
    /// Clear a kill; the strategy stays off and execution held.
    case rearm
    /// Allow orders that cost money, or take that leave back.
    case arm(Bool)
    /// Cancel one order, by its ``ChildOrder/number``.
    case cancel(order: Int64)
    /// Cancel all orders.
    case cancelAll
    /// Change which orders may go to a venue.
    case gate(VenueID, GateOrder)
    /// Take the venues' balances as they are, where they are not what the fills make them.
    case acceptBalances
    /// Hold execution because of something that happened to the console itself.
    case holdBecause(HoldCause)
    /// The journal cannot be written, for this reason, or can again.
    case journal(failure: String?)
    /// Tell the person what became of something that was asked of others than the trader.
    case remark(String, isWarning: Bool)
    /// End the console in good order.
    case stop
}
