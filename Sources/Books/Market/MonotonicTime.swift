/// An instant of the machine's steady clock.
///
/// Deadlines and ages use it; it knows no calendar.
public struct MonotonicTime: Sendable, Hashable, Comparable {
    /// Nanoseconds since an arbitrary start, the same for the whole process.
    public var nanoseconds: Int64

    /// The instant `nanoseconds` after the clock's start.
    @inlinable
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    @inlinable
    public static func < (left: MonotonicTime, right: MonotonicTime) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The instant `span` later.
    @inlinable
    public static func + (time: MonotonicTime, span: TimeSpan) -> MonotonicTime {
        MonotonicTime(nanoseconds: time.nanoseconds + span.nanoseconds)
    }

    /// The time that passed from the right instant to the left one.
    @inlinable
    public static func - (left: MonotonicTime, right: MonotonicTime) -> TimeSpan {
        TimeSpan(nanoseconds: left.nanoseconds - right.nanoseconds)
    }
}
