/// What a venue's feed tells the trader.
public enum MarketEvent: Sendable, Equatable {
    /// The book changed; the levels stand in the batch.
    case book(BookUpdate)
    /// The venue stated its own top of book.
    case top(StatedTop)
    /// A trade happened.
    case trade(Trade)
    /// The venue stated its rules for the instrument.
    case listing(VenueID, VenueListing)
    /// The worth of the venue's book changed.
    case state(VenueID, FeedState, at: MonotonicTime)
    /// Something was heard from the venue: also from a quiet market this comes at its heartbeat.
    case heard(VenueID, at: MonotonicTime)
    /// How late the venue's messages are, and how well that is known: about once a second.
    case timing(VenueID, FeedTiming)
}
