/// An instant of the calendar, as venues stamp their messages.
///
/// It cannot be subtracted from a ``MonotonicTime``.
public struct WallTime: Sendable, Hashable, Comparable {
    /// Nanoseconds since 1970-01-01 00:00:00 UTC.
    public var nanoseconds: Int64

    /// The instant `nanoseconds` after 1970 began.
    @inlinable
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    @inlinable
    public static func < (left: WallTime, right: WallTime) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The time that passed from the right instant to the left one.
    @inlinable
    public static func - (left: WallTime, right: WallTime) -> TimeSpan {
        TimeSpan(nanoseconds: left.nanoseconds - right.nanoseconds)
    }
}
