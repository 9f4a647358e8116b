public import Books

/// One event of a market stream: the same for every host that hears it.
public struct StreamEvent: Sendable, Hashable {
    /// The venue's own number of it within ``stream``.
    public let sequence: UInt64
    /// When the venue says that it happened; nil where it says nothing.
    public let stamp: WallTime?
    /// Which of an endpoint's streams it belongs to: `trade`, `bookTicker`.
    public let stream: String

    /// An event with all its parts.
    public init(stream: String, sequence: UInt64, stamp: WallTime?) {
        self.stream = stream
        self.sequence = sequence
        self.stamp = stamp
    }
}
