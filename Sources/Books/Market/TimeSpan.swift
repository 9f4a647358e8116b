/// A length of time.
///
/// A plain count of nanoseconds: the standard library's `Duration` is 128 bits wide.
public struct TimeSpan: Sendable, Hashable, Comparable {
    /// Nanoseconds.
    public var nanoseconds: Int64

    /// No time.
    public static let zero = TimeSpan(nanoseconds: 0)

    /// `nanoseconds` nanoseconds.
    @inlinable
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// `count` milliseconds.
    @inlinable
    public static func milliseconds(_ count: Int64) -> TimeSpan {
        TimeSpan(nanoseconds: count * 1_000_000)
    }

    /// `count` seconds.
    @inlinable
    public static func seconds(_ count: Int64) -> TimeSpan {
        TimeSpan(nanoseconds: count * 1_000_000_000)
    }

    /// Whole milliseconds, rounded towards zero.
    @inlinable
    public var milliseconds: Int64 { nanoseconds / 1_000_000 }

    @inlinable
    public static func < (left: TimeSpan, right: TimeSpan) -> Bool {
        left.nanoseconds < right.nanoseconds
    }
}
