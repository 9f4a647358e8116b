public import Books

/// The venue's clock as a straight line over our steady clock, for a stretch of time, and how wrong it may be.
public struct ClockLine: Sendable, Hashable {
    /// From when it holds.
    public let start: MonotonicTime
    /// Until when it holds.
    public let end: MonotonicTime
    /// The venue's clock less ours at ``start``, in nanoseconds.
    public let offset: Int128
    /// How much faster than ours the venue's clock goes, in parts of 10^12.
    public let drift: Int64
    /// How far the truth may lie to either side, wherever the two ways differ.
    public let error: TimeSpan
    /// How far the drift may lie to either side, in parts of 10^12.
    public let driftError: Int64

    /// A line with all its parts.
    public init(
        start: MonotonicTime,
        end: MonotonicTime,
        offset: Int128,
        drift: Int64,
        error: TimeSpan,
        driftError: Int64
    ) {
        self.start = start
        self.end = end
        self.offset = offset
        self.drift = drift
        self.error = error
        self.driftError = driftError
    }

    /// What the venue's clock reads at a moment of ours.
    public func time(at moment: MonotonicTime) -> WallTime {
        let passed = Int128(moment.nanoseconds) - Int128(start.nanoseconds)
        let gained = passed * Int128(drift) / 1_000_000_000_000
        return WallTime(nanoseconds: Int64(clamping: Int128(moment.nanoseconds) + offset + gained))
    }
}
