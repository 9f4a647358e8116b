public import Books

/// What the trader wants done by the tasks around it.
public enum TraderEffect: Sendable, Equatable {
    /// The venue's book must be fetched anew.
    case resync(VenueID, ResyncReason)
    /// The venue's connection must be made anew.
    case reconnect(VenueID)
    /// The worth of a venue's book changed: for the person and the log.
    case stateChanged(VenueID, from: FeedState, to: FeedState)
    /// The strategy does something else now, or for another reason does not quote: for the person and the log.
    case quotingChanged(QuotingState)
    /// A person has changed a parameter of the strategy.
    case parameterChanged(ParameterChange)
    /// A person wanted to change a parameter of the strategy, and nothing was changed.
    case parameterRefused(ParameterError)
    /// A limit of the pre-trade list is another one now.
    case limitChanged(LimitChange)
    /// The consumer book has reached the price of a quote.
    case quoteCrossed(Quote)
    /// Something about orders: to be sent or asked, to be written down, to be told.
    case execution(ExecutionEffect)
    /// A venue's execution client is to do this.
    case command(VenueID, OrderCommand)
    /// The last gate is open or closed for a venue from now on.
    case gate(VenueID, isOpen: Bool)
    /// The last gate is closed for all venues, or that is taken back.
    case latch(GateLatch, isClosed: Bool)
    /// Whether new orders may leave has changed.
    case tradingChanged(from: TradingMode, to: TradingMode)
    /// A person or a rule lets other orders go to a venue now.
    case venueGateChanged(VenueID, VenueGateMode)
    /// The way for orders to a venue is in another state.
    case linkChanged(VenueID, from: OrderLinkState, to: OrderLinkState)
    /// A venue's account was read, and is known from now on.
    case reconciled(AccountReading)
    /// A venue's balances are not what the fills make them.
    case drifted(VenueID, AccountDrift)
    /// A sentence for the person and the log.
    case remark(String, isWarning: Bool)
    /// Everything has ended in good order; the tasks may stop.
    case stopped
}
