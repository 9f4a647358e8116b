public import Books

/// How far a kill is at one venue: shown as `open 3 -> 0`, or as `NOT CONFIRMED`.
public struct VenueKillView: Sendable, Hashable {
    /// The venue.
    public var venue: VenueID
    /// How many orders were open there when the kill was asked for.
    public var opened: Int
    /// How many of them are not proved to be gone.
    public var remaining: Int
    /// Whether the venue itself has said twice that nothing is open.
    public var isConfirmed: Bool
    /// The time since the kill was asked for, or until it was confirmed.
    public var elapsed: TimeSpan

    /// A venue's part of a kill.
    public init(venue: VenueID, opened: Int, remaining: Int, isConfirmed: Bool, elapsed: TimeSpan) {
        self.venue = venue
        self.opened = opened
        self.remaining = remaining
        self.isConfirmed = isConfirmed
        self.elapsed = elapsed
    }
}
