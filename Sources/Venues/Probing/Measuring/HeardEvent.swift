public import Books

/// A market event with the times at which this host heard it.
public struct HeardEvent: Sendable, Hashable {
    /// The venue's number of it.
    public let sequence: UInt64
    /// When the venue says that it happened; nil where it says nothing.
    public let stamp: WallTime?
    /// When it was heard, by our steady clock.
    public let heard: MonotonicTime
    /// When it was heard, by this host's calendar, which hosts compare.
    public let heardAt: WallTime

    /// An event with all its parts.
    public init(sequence: UInt64, stamp: WallTime?, heard: MonotonicTime, heardAt: WallTime) {
        self.sequence = sequence
        self.stamp = stamp
        self.heard = heard
        self.heardAt = heardAt
    }
}
