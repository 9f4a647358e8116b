public import Books

/// What is known about the truth of a venue's book.
///
/// Only a live venue's prices are shown as prices, and only its sizes are in the consumer book.
public enum VenueState: Sendable, Hashable {
    /// The first connection is being made: there was no data yet.
    case connecting
    /// Connected, and the first snapshot is being brought together with the updates.
    case syncing
    /// The book is verified and current.
    case live
    /// Nothing was heard for `age`: the numbers are the last ones known.
    case stale(age: TimeSpan)
    /// Messages come but are `lag` late: the numbers are the last ones known.
    case lagging(lag: TimeSpan)
    /// The book was found wrong or incomplete for `reason` and is being rebuilt.
    case resyncing(reason: String)
    /// There is no connection.
    case down(Outage)
    /// The venue itself stopped trading for `reason`.
    case halted(reason: String)
    /// The book was wrong too often, last for `reason`: the venue is left alone for `remaining`.
    case distrusted(reason: String, remaining: TimeSpan)

    /// Whether the book counts.
    public var isLive: Bool { self == .live }
}
