public import Books

/// A venue of a replay, as far as orders are concerned.
public struct ReplayMarket: Sendable, Equatable {
    /// The console's slot of the venue.
    public let venue: VenueID
    /// The venue's name in capitals.
    public let name: String
    /// Which simulated exchange can match orders against its recorded market; nil where there is none.
    public let engine: ReplayEngine?
}
