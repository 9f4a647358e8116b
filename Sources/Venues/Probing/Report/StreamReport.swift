public import Books

/// A stream at an endpoint: what hosts race by.
public struct StreamReport: Sendable, Hashable {
    /// One event as hosts compare it.
    public struct Event: Sendable, Hashable {
        /// The venue's number of it.
        public let sequence: UInt64
        /// When it was heard by the host's calendar, in nanoseconds since 1970.
        public let hostTime: Int64
        /// When it was heard by the venue's clock; nil where that was not known.
        public let venueTime: Int64?

        /// An event with all its parts.
        public init(sequence: UInt64, hostTime: Int64, venueTime: Int64?) {
            self.sequence = sequence
            self.hostTime = hostTime
            self.venueTime = venueTime
        }
    }

    /// Which stream.
    public let name: String
    /// How many events there were.
    public let total: Int
    /// One event in 2^bits is among ``events``.
    public let bits: Int
    /// How many in a thousand events that happened apart came together; nil where too few came to tell.
    public let batchShare: Int?
    /// The usual least time between batches; nil for a stream that does not gather.
    public let batchPeriod: TimeSpan?
    /// The events that were kept.
    public let events: [Event]

    /// A stream with all its parts.
    public init(
        name: String,
        total: Int,
        bits: Int,
        batchShare: Int?,
        batchPeriod: TimeSpan?,
        events: [Event]
    ) {
        self.name = name
        self.total = total
        self.bits = bits
        self.batchShare = batchShare
        self.batchPeriod = batchPeriod
        self.events = events
    }
}
