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
    /// The consumer book has reached the price of a quote.
    case quoteCrossed(Quote)
    /// A sentence for the person and the log.
    case remark(String, isWarning: Bool)
    /// Everything has ended in good order; the tasks may stop.
    case stopped
}
