import Books

/// Instants as venues count them: whole milliseconds, or seconds with decimals.
enum TradeTime {
    /// The instant of so many milliseconds since 1970; nil where that is beyond all calendars.
    static func milliseconds(_ count: Int64?) -> WallTime? {
        guard let count, count >= 0 else { return nil }
        let product = count.multipliedReportingOverflow(by: 1_000_000)
        return product.overflow ? nil : WallTime(nanoseconds: product.partialValue)
    }

    /// The instant of so many seconds since 1970.
    static func seconds(_ text: String?) -> WallTime? {
        WireAmount.parse(text, decimals: 9).map { WallTime(nanoseconds: $0) }
    }

    /// The instant that RFC 3339 writes.
    static func text(_ text: String?) -> WallTime? {
        guard let text else { return nil }
        let bytes = Array(text.utf8)
        return RFC3339.parse(bytes.span, 0..<bytes.count)
    }

    /// The whole milliseconds of an instant, rounded down.
    static func milliseconds(of time: WallTime) -> Int64 {
        max(0, time.nanoseconds) / 1_000_000
    }
}
