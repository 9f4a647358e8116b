public import Books

/// What the trader knows about one venue beside its book.
public struct VenueRecord: Sendable, Equatable {
    /// What the book is worth.
    public internal(set) var state = FeedState.connecting
    /// Since when.
    public internal(set) var stateSince: MonotonicTime
    /// The outage that lasts; nil while the venue is live and before the first attempt has failed.
    public internal(set) var outage: OutageRecord?
    /// When anything was last heard; nil before the first message.
    public internal(set) var lastHeard: MonotonicTime?
    /// How many book updates, tops and trades came.
    public internal(set) var messages: UInt64 = 0
    /// How often updates were missing.
    public internal(set) var gaps = 0
    /// The venue's number of the last update in the book; nil before the first.
    public internal(set) var sequence: UInt64?
    /// The venue's time of the last update, and when that was read.
    public internal(set) var lastUpdate: UpdateTimes?
    /// How late the venue's messages are; nil before its clock was measured.
    public internal(set) var timing: FeedTiming?
    /// The last trade.
    public internal(set) var lastTrade: Trade?
    /// The price of the trade before it.
    public internal(set) var previousTradePrice: Price?
    /// Whether the book has to come as a whole before it can be live again.
    var needsSnapshot = true
    /// What was found wrong with the book while it was not live: it must not become live with that.
    var doubt: ResyncReason?
    /// The venue's rules for the instrument, once it has stated them.
    public internal(set) var listing: VenueListing?

    init(since: MonotonicTime) {
        stateSince = since
    }
}
