public import Books

/// What the trader wants done by the tasks around it.
public enum TraderEffect: Sendable, Equatable {
    /// The venue's book must be fetched anew.
    case resync(VenueID, ResyncReason)
    /// The venue's connection must be made anew.
    case reconnect(VenueID)
    /// The worth of a venue's book changed: for the person and the log.
    case stateChanged(VenueID, from: FeedState, to: FeedState)
    /// Everything has ended in good order; the tasks may stop.
    case stopped
}
