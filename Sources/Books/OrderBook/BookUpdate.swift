/// A verified change of one venue's book: a whole new book, or levels that changed.
///
/// The levels themselves stand in the buffer of the batch that carries the update (``MarketBatch``), bids first, so
/// that an update costs no allocation.
public struct BookUpdate: Sendable, Equatable {
    /// Whether the levels replace the book or change it.
    public enum Kind: Sendable, Equatable {
        /// The levels are the whole book now.
        case snapshot
        /// The levels changed; quantity zero removes.
        case delta
    }

    /// Where it comes from.
    public let venue: VenueID
    /// Whether the levels replace the book or change it.
    public let kind: Kind
    /// The venue's number of the last change in it, or a count of messages where the venue has no numbers.
    public let sequence: UInt64
    /// When the venue says that it happened.
    public let exchangeTime: WallTime?
    /// When its last byte was read.
    public let receiveTime: MonotonicTime
    /// To how many levels a side the book is cut after the change; nil for a book that is never cut.
    public let depth: Int?
    /// How many levels a side a snapshot was asked for at most; nil for a delta or a snapshot of everything.
    public let snapshotLimit: Int?
    /// The bids in the batch's level buffer.
    public var bids: Range<Int>
    /// The asks in the batch's level buffer.
    public var asks: Range<Int>

    /// An update whose levels stand at `bids` and `asks` of the batch's buffer.
    public init(
        venue: VenueID,
        kind: Kind,
        sequence: UInt64,
        exchangeTime: WallTime?,
        receiveTime: MonotonicTime,
        depth: Int?,
        bids: Range<Int>,
        asks: Range<Int>,
        snapshotLimit: Int? = nil
    ) {
        self.venue = venue
        self.kind = kind
        self.sequence = sequence
        self.exchangeTime = exchangeTime
        self.receiveTime = receiveTime
        self.depth = depth
        self.snapshotLimit = snapshotLimit
        self.bids = bids
        self.asks = asks
    }

    /// The update with its ranges moved by `offset`, for appending one batch's levels to another's.
    public func shifted(by offset: Int) -> BookUpdate {
        var update = self
        update.bids = (bids.lowerBound + offset)..<(bids.upperBound + offset)
        update.asks = (asks.lowerBound + offset)..<(asks.upperBound + offset)
        return update
    }

    /// The update under another number, with its levels at other places.
    public func moved(to sequence: UInt64, bids: Range<Int>, asks: Range<Int>) -> BookUpdate {
        BookUpdate(
            venue: venue,
            kind: kind,
            sequence: sequence,
            exchangeTime: exchangeTime,
            receiveTime: receiveTime,
            depth: depth,
            bids: bids,
            asks: asks,
            snapshotLimit: snapshotLimit
        )
    }
}
