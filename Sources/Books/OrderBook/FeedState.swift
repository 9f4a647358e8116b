/// What a venue's book is worth at this moment.
///
/// Only a live book may be matched against.
public enum FeedState: Sendable, Equatable {
    /// A connection is being made.
    case connecting
    /// Connected; the first whole book is on its way.
    case syncing
    /// The book is the venue's book.
    case live
    /// Nothing has proved for longer than the venue's bound that the book is current, so it may be old.
    case stale
    /// Messages come, but what they tell is that old: the venue, the way or we ourselves are too slow.
    case lagging(TimeSpan)
    /// The book could not be proved right and is fetched anew.
    case resyncing(ResyncReason)
    /// No connection; the next attempt is due at the given time.
    case down(DownReason, attempt: Int, retryAt: MonotonicTime)
    /// The venue itself has stopped the market.
    case halted
    /// The book was wrong too often in a short time: the venue is left alone until then.
    case distrusted(ResyncReason, until: MonotonicTime)
    /// The venue wants no request until then, so the book cannot be fetched before.
    case barred(until: MonotonicTime)

    /// Whether the book may be used.
    public var isLive: Bool { self == .live }

    /// Whether the book has to come as a whole again before it can be live.
    public var losesBook: Bool {
        switch self {
        case .connecting, .syncing, .resyncing, .down, .distrusted, .barred: true
        case .live, .stale, .lagging, .halted: false
        }
    }
}

/// Why a book was thrown away while its connection lives.
public enum ResyncReason: Sendable, Equatable {
    /// Updates are missing between these two of the venue's numbers.
    case gap(expected: UInt64, received: UInt64)
    /// The venue's checksum is not that of the book.
    case checksum
    /// The book's best bid is not below its best ask.
    case crossed
    /// The book's top is not what the venue states as its top.
    case topMismatch
    /// A message could not be read.
    case unreadable
    /// The trader could not keep up and the updates were dropped as a whole.
    case overflow
    /// A person or the trader asked for it.
    case requested
}

/// Why a venue is not connected.
public enum DownReason: Sendable, Hashable {
    /// The connection could not be made or broke; the sentence says how.
    case transport(String)
    /// The venue closed the connection, with its code and words.
    case closedByVenue(String)
    /// Nothing was heard for this long.
    case silence(TimeSpan)
    /// Too many messages in a short time could not be read; the sentence says how many.
    case unreadable(String)
    /// The venue does not list the instrument or refuses the subscription; the sentence says how.
    case refused(String)
}
