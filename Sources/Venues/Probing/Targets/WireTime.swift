import Books
import Venues

/// Times as venues write them, checked: what a venue sends must not be able to overflow.
enum WireTime {
    /// A count of `unit` since 1970; nil where that is no time.
    static func count(_ value: JSONValue?, unit: TimeSpan) -> WallTime? {
        guard let text = value?.decimalText, let number = Int64(text) else { return nil }
        let (nanoseconds, overflow) = number.multipliedReportingOverflow(by: unit.nanoseconds)
        return overflow ? nil : WallTime(nanoseconds: nanoseconds)
    }

    /// A count since 1970 in milliseconds or microseconds, told apart by its size, with its unit.
    ///
    /// 10^14 ms are the year 5138 and 10^14 us were in 1973.
    static func milliOrMicro(_ value: JSONValue?) -> (time: WallTime, unit: TimeSpan)? {
        guard let text = value?.decimalText, let number = Int64(text), number >= 0 else { return nil }
        let unit = number < 100_000_000_000_000 ? TimeSpan.milliseconds(1) : TimeSpan(nanoseconds: 1_000)
        return count(value, unit: unit).map { ($0, unit) }
    }

    /// An instant in RFC 3339.
    static func written(_ value: JSONValue?) -> WallTime? {
        guard let text = value?.string else { return nil }
        let bytes = Array(text.utf8)
        return RFC3339.parse(bytes.span, bytes.indices)
    }
}
