/// What is known of a venue's clock: what it read when our steady clock began, and how wrong that may be.
///
/// It relates the venue's calendar to our steady clock and not to our calendar, so that a step of our calendar changes
/// no delay.
public struct ClockEstimate: Sendable, Hashable {
    /// The venue's calendar at the start of our steady clock.
    public let origin: WallTime
    /// How far the truth may lie to either side: half the round trip that the measurement took.
    public let error: TimeSpan
    /// When it was last measured, or confirmed by a measurement that does not contradict it.
    public let measuredAt: MonotonicTime

    /// An estimate with all its parts.
    public init(origin: WallTime, error: TimeSpan, measuredAt: MonotonicTime) {
        self.origin = origin
        self.error = error
        self.measuredAt = measuredAt
    }

    /// The venue's calendar at a moment of our steady clock.
    public func time(at moment: MonotonicTime) -> WallTime {
        WallTime(nanoseconds: Int64(clamping: Int128(origin.nanoseconds) + Int128(moment.nanoseconds)))
    }

    /// How long something that the venue stamped `stamp` took until it was read at `moment`.
    ///
    /// Below zero where the estimate is wrong by more than the way takes; never beyond its ``error`` while the venue's
    /// clock keeps its pace. A stamp is foreign and may be anything, so the result is held at the largest span.
    public func delay(of stamp: WallTime, readAt moment: MonotonicTime) -> TimeSpan {
        let venueTime = Int128(origin.nanoseconds) + Int128(moment.nanoseconds)
        return TimeSpan(nanoseconds: Int64(clamping: venueTime - Int128(stamp.nanoseconds)))
    }
}
